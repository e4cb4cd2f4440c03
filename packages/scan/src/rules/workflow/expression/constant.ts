import type { Constant, Term } from './syntax.ts';

/** What is known of contexts: the value of `github.ref_type`, or undefined. */
export type Known = (path: string) => Constant | undefined;

/**
 * What a term is, with what is known of contexts: by default nothing, so that the answer holds whatever the workflow
 * is started by. Undefined when it depends on something else.
 * Source: GitHub docs, Evaluate expressions, literals, operators and functions.
 */
export function constantOf(term: Term, known: Known = () => undefined): Constant | undefined {
  switch (term.kind) {
    case 'constant':
      return term.value;
    case 'not': {
      const value = constantOf(term.of, known);
      return value === undefined ? undefined : !isTruthy(value);
    }
    case 'binary':
      return ofBinary(term, known);
    case 'call':
      return ofCall(
        term.name,
        term.args.map((one) => constantOf(one, known)),
      );
    default: {
      const path = pathOf(term);
      return path === null ? undefined : known(path);
    }
  }
}

export const isTruthy = (value: Constant): boolean => Boolean(value);

/** `github.event.commits.*.id` of a context or a member of one; null of anything computed. */
export function pathOf(term: Term): string | null {
  const keys: string[] = [];
  let of = term;
  for (; of.kind === 'member'; of = of.of) {
    if (typeof of.key !== 'string') return null;
    keys.unshift(of.key);
  }
  return of.kind === 'context' ? [of.name, ...keys].join('.') : null;
}

function ofBinary(
  { operator, left, right }: Extract<Term, { kind: 'binary' }>,
  known: Known,
): Constant | undefined {
  const a = constantOf(left, known);
  const b = constantOf(right, known);
  if (operator === '&&') return a === undefined ? falseOnly(b) : isTruthy(a) ? b : a;
  if (operator === '||') return a === undefined ? undefined : isTruthy(a) ? a : b;
  if (a === undefined || b === undefined) return undefined;
  const [x, y] =
    typeof a === 'string' && typeof b === 'string'
      ? [a.toLowerCase(), b.toLowerCase()]
      : [Number(a), Number(b)];
  switch (operator) {
    case '==':
      return x === y;
    case '!=':
      return x !== y;
    case '<':
      return x < y;
    case '<=':
      return x <= y;
    case '>':
      return x > y;
    case '>=':
      return x >= y;
  }
}

/** Nothing that stands before `&& false` makes it true. */
const falseOnly = (value: Constant | undefined): Constant | undefined =>
  value === undefined || isTruthy(value) ? undefined : value;

/** Formats within formats grow by factors. */
const maxLength = 4096;

function ofCall(name: string, args: readonly (Constant | undefined)[]): Constant | undefined {
  const known = args.filter((one) => one !== undefined);
  if (known.length < args.length) return undefined;
  const [a = '', b = ''] = known.map(written);
  if (known.some((one) => written(one).length > maxLength)) return undefined;
  switch (name) {
    case 'format':
      return a.replace(/\{\{|\}\}|\{(\d{1,3})\}/g, (mark, index: string | undefined) =>
        index === undefined ? mark.slice(1) : written(known[Number(index) + 1] ?? ''),
      );
    case 'contains':
      return a.toLowerCase().includes(b.toLowerCase());
    case 'startswith':
      return a.toLowerCase().startsWith(b.toLowerCase());
    case 'endswith':
      return a.toLowerCase().endsWith(b.toLowerCase());
    case 'join':
      return a;
    case 'tojson':
      return JSON.stringify(known[0] ?? null);
    default:
      return undefined;
  }
}

const written = (value: Constant): string => (value === null ? '' : String(value));
