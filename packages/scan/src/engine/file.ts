import { classify, type FileType } from './file-type.ts';

/** Turns a file into a tree (or any model of it). The same parser object is asked once a file, however many rules want it. */
export interface Parser<T> {
  readonly name: string;
  /** Throws when the file cannot be read as what it claims to be; the engine then notes it in `skipped`. */
  parse(file: SourceFile): T;
}

/** A place for people: lines and columns count from 1, columns in UTF-16 units. Source: SARIF 2.1.0 §3.30. */
export interface Position {
  line: number;
  column: number;
}

/** A parser could not make sense of a file. The rules that wanted its tree are skipped for that file. */
export class ParseFailure extends Error {
  readonly code = 'parse-failure';
  /** Relative to the scanned root. */
  readonly path: string;

  constructor(path: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.path = path;
  }
}

/** One classified file, read once. Everything derived from its bytes is made on first use and kept. */
export class SourceFile {
  /** Relative to the scanned root, with `/` whatever the platform. */
  readonly path: string;
  /** Without byte order mark, and as UTF-8 even when the file was UTF-16. */
  readonly bytes: Buffer;
  readonly type: FileType;
  #text: string | undefined;
  #lineStarts: readonly number[] | undefined;
  readonly #trees = new Map<Parser<unknown>, { tree: unknown } | { failure: ParseFailure }>();

  constructor(path: string, content: Buffer | string) {
    this.path = path;
    this.bytes = typeof content === 'string' ? Buffer.from(content) : withoutByteOrderMark(content);
    this.type = classify(path, this.bytes);
  }

  /** The bytes as UTF-8; what is not valid becomes U+FFFD. Offsets of rules count in this string. */
  get text(): string {
    this.#text ??= this.bytes.toString('utf8');
    return this.#text;
  }

  /** Offset in `text` of the first character of each line. */
  get lineStarts(): readonly number[] {
    this.#lineStarts ??= startsOfLines(this.text);
    return this.#lineStarts;
  }

  /** The text of a line counted from 1, without its line break; empty beyond the end. */
  line(number: number): string {
    const start = this.lineStarts[number - 1];
    if (start === undefined) return '';
    const next = this.lineStarts[number];
    return this.text.slice(start, next).replace(/\r?\n$/, '');
  }

  positionAt(offset: number): Position {
    const starts = this.lineStarts;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  }

  /** The inverse of `positionAt`, for parsers that speak of lines and columns (both from 1 here). */
  offsetAt({ line, column }: Position): number {
    return (this.lineStarts[line - 1] ?? this.text.length) + column - 1;
  }

  /** Offset in `text` of a byte of `bytes`. */
  offsetOfByte(byte: number): number {
    if (this.text.length === this.bytes.length) return byte;
    return this.bytes.toString('utf8', 0, byte).length;
  }

  /** The tree of this file, parsed once and shared by all rules. Throws ParseFailure, the same one each time. */
  tree<T>(parser: Parser<T>): T {
    let known = this.#trees.get(parser);
    if (!known) {
      known = parseOnce(this, parser);
      this.#trees.set(parser, known);
    }
    if ('failure' in known) throw known.failure;
    // The map is keyed by the parser that made the tree, so its type is T.
    return known.tree as T;
  }
}

function parseOnce(file: SourceFile, parser: Parser<unknown>): { tree: unknown } | { failure: ParseFailure } {
  try {
    return { tree: parser.parse(file) };
  } catch (error) {
    if (error instanceof ParseFailure) return { failure: error };
    return {
      failure: new ParseFailure(file.path, `not readable as ${parser.name}: ${whyNot(error).slice(0, 200)}`, {
        cause: error,
      }),
    };
  }
}

/** In words, also when a parser that calls itself for every level came to the end of the stack. */
export function whyNot(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.includes('Maximum call stack size exceeded') ? 'nested too deep' : message;
}

function withoutByteOrderMark(bytes: Buffer): Buffer {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.subarray(3);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return Buffer.from(bytes.subarray(2).toString('utf16le'));
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    const even = Buffer.from(bytes.subarray(2, bytes.length - (bytes.length % 2)));
    return Buffer.from(even.swap16().toString('utf16le'));
  }
  return bytes;
}

function startsOfLines(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
