import { constantOf } from './constant.ts';
import type { Term } from './syntax.ts';

/**
 * The contexts whose text may stand in what the term becomes, as paths: `github.event.issue.title`,
 * `steps.a.outputs.b`, `github.event.commits.*.message`. Comparisons and tests become true or false, whatever the text.
 */
export function sourcesOf(term: Term): string[] {
  switch (term.kind) {
    case 'context':
      return [term.name];
    case 'member':
      return ofMember(term);
    case 'call':
      return ofCall(term);
    case 'binary':
      if (term.operator === '||') {
        const left = constantOf(term.left);
        return left ? [] : [...sourcesOf(term.left), ...sourcesOf(term.right)];
      }
      // What is false on the left of `&&` is an empty text, 0 or false.
      return term.operator === '&&' ? sourcesOf(term.right) : [];
    default:
      return [];
  }
}

/** `(a || b).c` is `a.c` or `b.c`; of a text that is read as JSON every part is as it was written. */
function ofMember({ of, key }: Extract<Term, { kind: 'member' }>): string[] {
  const sources = sourcesOf(of);
  if (root(of).kind === 'call') return sources;
  return sources.map((source) => `${source}.${typeof key === 'string' ? key : '*'}`);
}

function root(term: Term): Term {
  let found = term;
  while (found.kind === 'member') found = found.of;
  return found;
}

function ofCall({ name, args }: Extract<Term, { kind: 'call' }>): string[] {
  if (name === 'case') return choicesOf(args).flatMap(sourcesOf);
  return /^(format|join|tojson|fromjson)$/.test(name) ? args.flatMap(sourcesOf) : [];
}

/** The terms one of which the term becomes: the branches of a choice, and what is true or false as it stands. */
export function resultsOf(term: Term): Term[] {
  if (term.kind === 'binary' && term.operator === '||')
    return [...resultsOf(term.left), ...resultsOf(term.right)];
  if (term.kind === 'binary' && term.operator === '&&') return resultsOf(term.right);
  return term.kind === 'call' && term.name === 'case' ? choicesOf(term.args).flatMap(resultsOf) : [term];
}

/** A condition decides which value is taken, and is not taken itself. */
const choicesOf = (args: readonly Term[]): Term[] =>
  args.filter((_, at) => at % 2 === 1 || at === args.length - 1);

/** The term and all that it is made of, outermost first. */
export function partsOf(term: Term): Term[] {
  switch (term.kind) {
    case 'member':
      return [term, ...partsOf(term.of), ...(typeof term.key === 'string' ? [] : partsOf(term.key))];
    case 'call':
      return [term, ...term.args.flatMap(partsOf)];
    case 'not':
      return [term, ...partsOf(term.of)];
    case 'binary':
      return [term, ...partsOf(term.left), ...partsOf(term.right)];
    default:
      return [term];
  }
}
