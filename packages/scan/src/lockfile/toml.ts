import {
  emptyObject,
  type Located,
  type LocatedList,
  type LocatedObject,
  maxDepth,
  type Reading,
} from './located.ts';

/**
 * Reads TOML with the place of every value, as far as lock files and manifests of Python and Bun use it. A line that
 * makes no sense is passed over, and the first such one is the problem. Source: TOML 1.0.
 */
export function readToml(text: string): Reading {
  const reader = new TomlReader(text);
  return reader.document();
}

class Mistake extends Error {}

class TomlReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): Reading {
    const root = emptyObject(0);
    let table: LocatedObject = root;
    let problem: Reading['problem'] = null;
    for (this.#pass(true); this.#at < this.#text.length; this.#pass(true)) {
      const start = this.#at;
      try {
        if (this.#text[this.#at] === '[') table = this.#header(root);
        else this.#pair(table, 0);
        this.#endOfLine();
      } catch (error) {
        if (!(error instanceof Mistake)) throw error;
        problem ??= { at: start, message: error.message };
        this.#toLineEnd();
      }
    }
    root.end = this.#text.length;
    return { root, problem };
  }

  /** `[a.b]` or `[[a.b]]`: the table that the lines below it fill. */
  #header(root: LocatedObject): LocatedObject {
    const start = this.#at;
    const isList = this.#text.startsWith('[[', this.#at);
    this.#at += isList ? 2 : 1;
    const keys = this.#keys();
    if (!this.#text.startsWith(isList ? ']]' : ']', this.#at))
      throw this.#mistake('expected a closing bracket');
    this.#at += isList ? 2 : 1;
    const last = keys.at(-1) ?? '';
    const parent = keys.slice(0, -1).reduce((table, key) => this.#tableIn(table, key, start), root);
    if (!isList) return this.#tableIn(parent, last, start);
    const made = emptyObject(start);
    const list = parent.members.get(last)?.value;
    if (list?.kind === 'list') list.items.push(made);
    else {
      const value: LocatedList = { kind: 'list', start, end: start, items: [made] };
      parent.members.set(last, { start, end: this.#at, value });
    }
    return made;
  }

  /** The table of a key, made when it is not there; of a list of tables the last one. */
  #tableIn(table: LocatedObject, key: string, start: number): LocatedObject {
    const value = table.members.get(key)?.value;
    if (value?.kind === 'object') return value;
    const last = value?.kind === 'list' ? value.items.at(-1) : undefined;
    if (last?.kind === 'object') return last;
    const made = emptyObject(start);
    table.members.set(key, { start, end: this.#at, value: made });
    return made;
  }

  #pair(table: LocatedObject, depth: number): void {
    const start = this.#at;
    const keys = this.#keys();
    const end = this.#at;
    this.#pass(false);
    if (this.#text[this.#at] !== '=') throw this.#mistake('expected `=`');
    this.#at++;
    this.#pass(false);
    const value = this.#value(depth);
    const owner = keys.slice(0, -1).reduce((at, key) => this.#tableIn(at, key, start), table);
    owner.members.set(keys.at(-1) ?? '', { start, end, value });
    owner.end = this.#at;
  }

  #keys(): string[] {
    const keys: string[] = [];
    for (;;) {
      this.#pass(false);
      const quote = this.#text[this.#at];
      if (quote === '"' || quote === "'") keys.push(this.#string());
      else {
        const start = this.#at;
        while (isWord(this.#text.charCodeAt(this.#at))) this.#at++;
        if (this.#at === start) throw this.#mistake('expected a key');
        keys.push(this.#text.slice(start, this.#at));
      }
      this.#pass(false);
      if (this.#text[this.#at] !== '.' || keys.length > maxDepth) return keys;
      this.#at++;
    }
  }

  #value(depth: number): Located {
    if (depth > maxDepth) throw this.#mistake(`nested deeper than ${maxDepth}`);
    const start = this.#at;
    const first = this.#text[start];
    if (first === '"' || first === "'") {
      const text = this.#string();
      return { kind: 'text', start, end: this.#at, text };
    }
    if (first === '[') return this.#list(start, depth);
    if (first === '{') return this.#inlineTable(start, depth);
    while (isValue(this.#text.charCodeAt(this.#at))) this.#at++;
    if (this.#at === start) throw this.#mistake('expected a value');
    return { kind: 'other', start, end: this.#at, text: this.#text.slice(start, this.#at) };
  }

  #list(start: number, depth: number): Located {
    const list: LocatedList = { kind: 'list', start, end: start, items: [] };
    this.#at++;
    for (this.#pass(true); this.#text[this.#at] !== ']'; this.#pass(true)) {
      list.items.push(this.#value(depth + 1));
      this.#pass(true);
      if (this.#text[this.#at] === ',') this.#at++;
      else if (this.#text[this.#at] !== ']') throw this.#mistake('expected a comma');
    }
    list.end = ++this.#at;
    return list;
  }

  #inlineTable(start: number, depth: number): Located {
    const table = emptyObject(start);
    this.#at++;
    for (this.#pass(true); this.#text[this.#at] !== '}'; this.#pass(true)) {
      this.#pair(table, depth + 1);
      this.#pass(true);
      if (this.#text[this.#at] === ',') this.#at++;
      else if (this.#text[this.#at] !== '}') throw this.#mistake('expected a comma');
    }
    table.end = ++this.#at;
    return table;
  }

  #string(): string {
    const quote = this.#text[this.#at] ?? '"';
    const long = quote.repeat(3);
    const mark = this.#text.startsWith(long, this.#at) ? long : quote;
    const start = this.#at + mark.length;
    let end = this.#text.indexOf(mark, start);
    while (end !== -1 && quote === '"' && isEscaped(this.#text, end, start))
      end = this.#text.indexOf(mark, end + 1);
    const raw = end === -1 ? '' : this.#text.slice(start, end);
    if (end === -1 || (mark === quote && raw.includes('\n'))) throw this.#mistake('expected a closing quote');
    this.#at = end + mark.length;
    return quote === '"' && raw.includes('\\') ? raw.replace(/\\(["\\])/g, '$1') : raw;
  }

  /** Passes blanks, and between lines also comments and line breaks. */
  #pass(lines: boolean): void {
    for (;;) {
      const character = this.#text[this.#at];
      if (character === ' ' || character === '\t') this.#at++;
      else if (lines && (character === '\n' || character === '\r')) this.#at++;
      else if (lines && character === '#') this.#toLineEnd();
      else return;
    }
  }

  #endOfLine(): void {
    this.#pass(false);
    const character = this.#text[this.#at];
    if (character === undefined || character === '\n' || character === '\r' || character === '#') return;
    throw this.#mistake('expected the end of the line');
  }

  #toLineEnd(): void {
    const end = this.#text.indexOf('\n', this.#at);
    this.#at = end === -1 ? this.#text.length : end;
  }

  #mistake(expected: string): Mistake {
    const found = this.#text.slice(this.#at, this.#at + 12);
    return new Mistake(`${expected}, came ${found === '' ? 'the end' : JSON.stringify(found)}`);
  }
}

const isWord = (code: number): boolean =>
  (code >= 0x61 && code <= 0x7a) ||
  (code >= 0x41 && code <= 0x5a) ||
  (code >= 0x30 && code <= 0x39) ||
  code === 0x5f ||
  code === 0x2d;

/** Numbers, dates and booleans have dots, signs and colons, too. */
const isValue = (code: number): boolean => isWord(code) || code === 0x2e || code === 0x2b || code === 0x3a;

function isEscaped(text: string, quote: number, from: number): boolean {
  let slashes = 0;
  for (let at = quote - 1; at >= from && text[at] === '\\'; at--) slashes++;
  return slashes % 2 === 1;
}
