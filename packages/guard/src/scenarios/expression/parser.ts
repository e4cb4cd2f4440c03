import { ExpressionError, type Token, tokenize } from './lexer.ts';
import type { Syntax } from './syntax.ts';

/** Throws ExpressionError where the text isn't a whole expression. Nesting is bounded: 200 levels. */
export function parseExpression(source: string): Syntax {
  const parser = new Parser(tokenize(source));
  const syntax = parser.sequence();
  parser.expectEnd();
  return syntax;
}

const deepest = 200;

/** Binary operators, weakest first. Source: expr-lang language definition, "Operators". */
const levels: readonly (readonly string[])[] = [
  ['??'],
  ['||', 'or'],
  ['&&', 'and'],
  [
    ...['==', '!=', '<', '>', '<=', '>='],
    ...['in', 'contains', 'matches', 'startsWith', 'endsWith'].flatMap((sign) => [sign, `not ${sign}`]),
  ],
  ['..'],
  ['+', '-'],
  ['*', '/', '%'],
  ['**'],
];

class Parser {
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** `let name = value; …` or one expression. */
  sequence(): Syntax {
    const at = this.#peek().at;
    if (!this.#accept('let')) return this.expression();
    const name = this.#takeName();
    this.#expect('=');
    const value = this.expression();
    this.#expect(';');
    return { kind: 'let', name, value, body: this.sequence(), at };
  }

  expression(): Syntax {
    if (++this.#depth > deepest) throw new ExpressionError('nested too deeply', this.#peek().at);
    const at = this.#peek().at;
    const test = this.#accept('if') ? this.#conditional(at) : this.#binary(0);
    const result = this.#accept('?') ? this.#ternary(test, at) : test;
    this.#depth--;
    return result;
  }

  expectEnd(): void {
    const token = this.#peek();
    if (token.kind !== 'end')
      throw new ExpressionError(`unexpected ${JSON.stringify(token.value)}`, token.at);
  }

  #ternary(test: Syntax, at: number): Syntax {
    const yes = this.expression();
    this.#expect(':');
    return { kind: 'choice', test, yes, no: this.expression(), at };
  }

  #conditional(at: number): Syntax {
    const test = this.expression();
    const yes = this.#block();
    this.#expect('else');
    const no = this.#peek().value === 'if' ? this.expression() : this.#block();
    return { kind: 'choice', test, yes, no, at };
  }

  #block(): Syntax {
    this.#expect('{');
    const body = this.sequence();
    this.#expect('}');
    return body;
  }

  #binary(level: number): Syntax {
    const signs = levels[level];
    if (signs === undefined) return this.#unary();
    let left = this.#binary(level + 1);
    for (let sign = this.#operator(signs); sign !== null; sign = this.#operator(signs)) {
      const at = this.#peek().at;
      const whole: Syntax = { kind: 'binary', sign: plain(sign), left, right: this.#binary(level + 1), at };
      left = sign.startsWith('not ') ? { kind: 'unary', sign: '!', of: whole, at } : whole;
    }
    return left;
  }

  #operator(signs: readonly string[]): string | null {
    const token = this.#peek();
    if (token.kind !== 'sign' && token.kind !== 'name') return null;
    const negated = `not ${this.#tokens[this.#next + 1]?.value}`;
    if (token.value === 'not' && signs.includes(negated)) {
      this.#next += 2;
      return negated;
    }
    if (!signs.includes(token.value)) return null;
    this.#next++;
    return token.value;
  }

  #unary(): Syntax {
    const { at } = this.#peek();
    if (this.#accept('!')) return { kind: 'unary', sign: '!', of: this.#unary(), at };
    if (this.#accept('not')) return { kind: 'unary', sign: '!', of: this.#binary(3), at };
    if (this.#accept('-')) return { kind: 'unary', sign: '-', of: this.#unary(), at };
    return this.#postfix(this.#primary());
  }

  #postfix(start: Syntax): Syntax {
    let of = start;
    for (;;) {
      const { at } = this.#peek();
      if (this.#accept('.') || this.#accept('?.')) of = { kind: 'member', of, name: this.#takeName(), at };
      else if (this.#accept('[')) of = this.#bracket(of, at);
      else if (this.#accept('(')) of = { kind: 'call', of, args: this.#list(')'), at };
      else return of;
    }
  }

  #bracket(of: Syntax, at: number): Syntax {
    const from = this.#peek().value === ':' ? null : this.expression();
    if (!this.#accept(':')) {
      this.#expect(']');
      return { kind: 'index', of, index: from ?? { kind: 'constant', value: 0, at }, at };
    }
    const to = this.#peek().value === ']' ? null : this.expression();
    this.#expect(']');
    return { kind: 'slice', of, from, to, at };
  }

  #primary(): Syntax {
    const token = this.#peek();
    this.#next++;
    if (token.kind === 'text' || token.kind === 'number')
      return { kind: 'constant', value: token.value, at: token.at };
    if (token.kind === 'name') return named(token.value, token.at);
    if (token.value === '#') return { kind: 'element', at: token.at };
    if (token.value === '(') {
      const inside = this.sequence();
      this.#expect(')');
      return inside;
    }
    if (token.value === '[') return { kind: 'list', items: this.#list(']'), at: token.at };
    if (token.value === '{') {
      const body = this.sequence();
      this.#expect('}');
      return { kind: 'predicate', body, at: token.at };
    }
    if (token.value === '.') {
      const element: Syntax = { kind: 'element', at: token.at };
      return { kind: 'member', of: element, name: this.#takeName(), at: token.at };
    }
    const found = token.kind === 'end' ? 'the end' : JSON.stringify(token.value);
    throw new ExpressionError(`expected a value, found ${found}`, token.at);
  }

  #list(close: string): Syntax[] {
    const items: Syntax[] = [];
    while (!this.#accept(close)) {
      items.push(this.expression());
      if (this.#peek().value !== close) this.#expect(',');
    }
    return items;
  }

  #peek(): Token {
    return this.#tokens[this.#next] ?? { kind: 'end', value: '', at: 0 };
  }

  #accept(value: string): boolean {
    const token = this.#peek();
    if (token.kind === 'text' || token.kind === 'number' || token.value !== value) return false;
    this.#next++;
    return true;
  }

  #expect(value: string): void {
    const token = this.#peek();
    if (!this.#accept(value)) {
      const found = token.kind === 'end' ? 'the end' : JSON.stringify(token.value);
      throw new ExpressionError(`expected ${JSON.stringify(value)}, found ${found}`, token.at);
    }
  }

  #takeName(): string {
    const token = this.#peek();
    if (token.kind !== 'name') throw new ExpressionError('expected a name', token.at);
    this.#next++;
    return token.value;
  }
}

function plain(operator: string): string {
  const sign = operator.replace(/^not /, '');
  if (sign === 'and') return '&&';
  return sign === 'or' ? '||' : sign;
}

function named(name: string, at: number): Syntax {
  if (name === 'true' || name === 'false') return { kind: 'constant', value: name === 'true', at };
  return name === 'nil' ? { kind: 'constant', value: null, at } : { kind: 'name', name, at };
}
