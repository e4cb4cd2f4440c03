import { isAscii } from 'node:buffer';

/** Longest line kept; what follows up to the next line break is dropped. */
export const longestLine = 32_768;

/**
 * Cuts bytes into lines. Each line is a string of its own, so that a kept line doesn't keep the chunk it came in.
 * Invalid UTF-8 becomes replacement characters, a line over `longestLine` is cut, a carriage return before the break
 * goes.
 */
export class LineSplitter {
  readonly #onLine: (line: string) => void;
  #rest: Buffer = Buffer.alloc(0);
  #skipping = false;
  #cut = 0;

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  /** How many lines were longer than kept. */
  get cut(): number {
    return this.#cut;
  }

  /** Bytes of an unfinished last line. */
  get pending(): number {
    return this.#rest.length;
  }

  push(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const ascii = isAscii(bytes);
    let start = 0;
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
      if (this.#skipping) this.#skipping = false;
      else this.#emit(bytes, start, end, ascii);
      start = end + 1;
    }
    this.#keep(bytes, start, ascii);
  }

  /** Gives out an unfinished last line, as at the end of a file that is gone. */
  flush(): void {
    const rest = this.#rest;
    this.#rest = Buffer.alloc(0);
    if (rest.length > 0 && !this.#skipping) this.#emit(rest, 0, rest.length, isAscii(rest));
    this.#skipping = false;
  }

  /** Drops an unfinished last line whose end will never come. */
  forget(): void {
    this.#rest = Buffer.alloc(0);
    this.#skipping = false;
  }

  #keep(bytes: Buffer, start: number, ascii: boolean): void {
    if (this.#skipping || start === bytes.length) {
      this.#rest = Buffer.alloc(0);
      return;
    }
    if (bytes.length - start <= longestLine) {
      // A copy: the chunk's memory goes back to its owner.
      this.#rest = Buffer.from(bytes.subarray(start));
      return;
    }
    this.#emit(bytes, start, bytes.length, ascii);
    this.#rest = Buffer.alloc(0);
    this.#skipping = true;
  }

  #emit(bytes: Buffer, start: number, end: number, ascii: boolean): void {
    let stop = bytes[end - 1] === 13 ? end - 1 : end;
    if (stop - start > longestLine) {
      stop = start + longestLine;
      this.#cut++;
    }
    if (stop > start) this.#onLine(bytes.toString(ascii ? 'latin1' : 'utf8', start, stop));
  }
}
