import {
  emptyObject,
  type Located,
  type LocatedList,
  type LocatedObject,
  maxDepth,
  type Reading,
} from './located.ts';

/**
 * Reads JSON with the place of every value, and comments and trailing commas, which `bun.lock` has. What stands before
 * a mistake is kept. Linear in the length of the text.
 */
export function readJson(text: string): Reading {
  const reader = new JsonReader(text);
  try {
    return { root: reader.document(), problem: null };
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    return { root: reader.root ?? emptyObject(0), problem: { at: error.at, message: error.message } };
  }
}

class Mistake extends Error {
  readonly at: number;
  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}

class JsonReader {
  /** The outermost value as far as it was read. */
  root: Located | null = null;
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): Located {
    const value = this.#value(0, (root) => {
      this.root = root;
    });
    if (this.#next() !== -1) throw this.#mistake('expected the end of the document');
    return value;
  }

  /** `opened` is told of an object or list before it is read, so that a mistake inside loses nothing before it. */
  #value(depth: number, opened: (container: Located) => void): Located {
    const first = this.#next();
    const start = this.#at;
    if (first === 0x7b || first === 0x5b) {
      if (depth >= maxDepth) throw this.#mistake(`nested deeper than ${maxDepth}`);
      this.#at++;
      return first === 0x7b
        ? this.#object(emptyObject(start), depth, opened)
        : this.#list(start, depth, opened);
    }
    if (first === 0x22) {
      const text = this.#string();
      return { kind: 'text', start, end: this.#at, text };
    }
    let end = start;
    while (isWord(this.#text.charCodeAt(end))) end++;
    const text = this.#text.slice(start, end);
    if (!/^(true|false|null|-?\d[\d.eE+-]*)$/.test(text)) throw this.#mistake('expected a value');
    this.#at = end;
    return { kind: 'other', start, end, text };
  }

  #object(object: LocatedObject, depth: number, opened: (container: Located) => void): Located {
    opened(object);
    while (this.#next() !== 0x7d) {
      const start = this.#at;
      if (this.#next() !== 0x22) throw this.#mistake('expected a key in quotes');
      const key = this.#string();
      const end = this.#at;
      if (this.#next() !== 0x3a) throw this.#mistake('expected a colon');
      this.#at++;
      const enter = (value: Located) => void object.members.set(key, { start, end, value });
      enter(this.#value(depth + 1, enter));
      this.#comma(0x7d);
    }
    object.end = ++this.#at;
    return object;
  }

  #list(start: number, depth: number, opened: (container: Located) => void): Located {
    const list: LocatedList = { kind: 'list', start, end: start, items: [] };
    opened(list);
    const opening = () => undefined;
    while (this.#next() !== 0x5d) {
      list.items.push(this.#value(depth + 1, opening));
      this.#comma(0x5d);
    }
    list.end = ++this.#at;
    return list;
  }

  #comma(closing: number): void {
    const next = this.#next();
    if (next === 0x2c) this.#at++;
    else if (next !== closing) throw this.#mistake('expected a comma');
  }

  #string(): string {
    const start = this.#at + 1;
    let end = this.#text.indexOf('"', start);
    while (end !== -1 && isEscaped(this.#text, end, start)) end = this.#text.indexOf('"', end + 1);
    if (end === -1) throw this.#mistake('expected a closing quote');
    this.#at = end + 1;
    const raw = this.#text.slice(start, end);
    return raw.includes('\\') ? unescaped(raw) : raw;
  }

  /** Passes white space and comments; the code of the next character, -1 at the end. */
  #next(): number {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) this.#at++;
      else if (code === 0x2f && this.#text[this.#at + 1] === '/') this.#passTo('\n');
      else if (code === 0x2f && this.#text[this.#at + 1] === '*') this.#passTo('*/');
      else return Number.isNaN(code) ? -1 : code;
    }
  }

  #passTo(end: string): void {
    const found = this.#text.indexOf(end, this.#at + 2);
    this.#at = found === -1 ? this.#text.length : found + end.length;
  }

  #mistake(expected: string): Mistake {
    const found =
      this.#at >= this.#text.length ? 'the end' : JSON.stringify(this.#text.slice(this.#at, this.#at + 12));
    return new Mistake(this.#at, `${expected}, came ${found}`);
  }
}

const isWord = (code: number): boolean =>
  (code >= 0x30 && code <= 0x39) ||
  (code >= 0x61 && code <= 0x7a) ||
  (code >= 0x41 && code <= 0x5a) ||
  code === 0x2b ||
  code === 0x2d ||
  code === 0x2e;

function isEscaped(text: string, quote: number, from: number): boolean {
  let slashes = 0;
  for (let at = quote - 1; at >= from && text.charCodeAt(at) === 0x5c; at--) slashes++;
  return slashes % 2 === 1;
}

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

const unescaped = (raw: string): string =>
  raw.replace(/\\(?:u([0-9a-fA-F]{4})|([\s\S]))/g, (_, code: string | undefined, letter: string) =>
    code === undefined ? (escapes[letter] ?? letter) : String.fromCharCode(Number.parseInt(code, 16)),
  );
