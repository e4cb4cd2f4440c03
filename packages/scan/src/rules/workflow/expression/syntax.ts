export type Constant = string | number | boolean | null;

/** A GitHub expression, read. Names of contexts, properties and functions are lower-case: letter case does not matter. */
export type Term =
  | { readonly kind: 'constant'; readonly value: Constant }
  | { readonly kind: 'context'; readonly name: string }
  /** `of.key`, `of['key']`; the key is `*` for all of a list, a term where it is computed. */
  | { readonly kind: 'member'; readonly of: Term; readonly key: string | Term }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Term[] }
  | { readonly kind: 'not'; readonly of: Term }
  | { readonly kind: 'binary'; readonly operator: Operator; readonly left: Term; readonly right: Term };

type Operator = '||' | '&&' | '==' | '!=' | '<' | '<=' | '>' | '>=';

/**
 * The term that stands between `${{` and `}}`; null when it is none.
 * Source: GitHub docs, Evaluate expressions in workflows and actions.
 */
export function termOf(text: string): Term | null {
  const tokens = tokensOf(text);
  return tokens && read(tokens);
}

type Token =
  | { readonly kind: 'constant'; readonly value: Constant }
  | { readonly kind: 'name' | 'mark'; readonly text: string };

const token =
  /\s*(?:'((?:[^']|'')*)'|([+-]?(?:0x[0-9a-f]+|0o[0-7]+|\d+(?:\.\d+)?(?:e[+-]?\d+)?))(?![\w-])|([a-z_][\w-]*)|(&&|\|\||[=!<>]=|[!<>()[\].,*]))/iy;
/** Longer ones nobody wrote to be read, and reading one goes as deep as it is long. */
const maxTokens = 1000;

function tokensOf(text: string): Token[] | null {
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  token.lastIndex = 0;
  while (token.lastIndex < end) {
    const match = tokens.length < maxTokens ? token.exec(text) : null;
    if (!match) return null;
    const [, string, number, name = '', mark = ''] = match;
    if (string !== undefined) tokens.push({ kind: 'constant', value: string.replaceAll("''", "'") });
    else if (number !== undefined) tokens.push({ kind: 'constant', value: Number(number) });
    else tokens.push(name === '' ? { kind: 'mark', text: mark } : { kind: 'name', text: name.toLowerCase() });
  }
  return tokens;
}

const words: Readonly<Record<string, Constant>> = {
  true: true,
  false: false,
  null: null,
  nan: Number.NaN,
  infinity: Number.POSITIVE_INFINITY,
};
const levels: readonly (readonly string[])[] = [['||'], ['&&'], ['==', '!=', '<', '<=', '>', '>=']];

function read(tokens: readonly Token[]): Term | null {
  let next = 0;
  const peek = (): string | null => {
    const one = tokens[next];
    return one?.kind === 'mark' ? one.text : null;
  };
  const takes = (mark: string): boolean => {
    if (peek() !== mark) return false;
    next++;
    return true;
  };
  const binary = (level: number): Term | null => {
    const operators = levels[level];
    if (!operators) return unary();
    let left = binary(level + 1);
    for (let mark = peek(); left && mark !== null && operators.includes(mark); mark = peek()) {
      next++;
      const right = binary(level + 1);
      // `mark` is one of the operators of this level.
      left = right && { kind: 'binary', operator: mark as Operator, left, right };
    }
    return left;
  };
  const unary = (): Term | null => {
    if (!takes('!')) return members(first());
    const of = unary();
    return of && { kind: 'not', of };
  };
  const first = (): Term | null => {
    if (takes('(')) {
      const inner = binary(0);
      return takes(')') ? inner : null;
    }
    const one = tokens[next++];
    if (one?.kind === 'constant') return one;
    if (one?.kind !== 'name') return null;
    if (takes('(')) return call(one.text);
    const value = words[one.text];
    return value === undefined ? { kind: 'context', name: one.text } : { kind: 'constant', value };
  };
  const call = (name: string): Term | null => {
    const args: Term[] = [];
    if (takes(')')) return { kind: 'call', name, args };
    do {
      const arg = binary(0);
      if (!arg) return null;
      args.push(arg);
    } while (takes(','));
    return takes(')') ? { kind: 'call', name, args } : null;
  };
  const members = (term: Term | null): Term | null => {
    let of = term;
    while (of) {
      if (takes('.')) {
        const one = tokens[next++];
        const isKey = one?.kind === 'name' || (one?.kind === 'mark' && one.text === '*');
        of = isKey ? { kind: 'member', of, key: one.text } : null;
      } else if (takes('[')) {
        const key = takes('*') ? '*' : binary(0);
        of = key !== null && takes(']') ? { kind: 'member', of, key: plain(key) } : null;
      } else return of;
    }
    return null;
  };
  const term = binary(0);
  return next === tokens.length ? term : null;
}

/** A written-out key is as good as a dotted one; which element of a list it is says nothing. */
function plain(key: string | Term): string | Term {
  if (typeof key === 'string' || key.kind !== 'constant') return key;
  return typeof key.value === 'string' ? key.value.toLowerCase() : '*';
}
