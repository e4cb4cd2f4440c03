import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import type { Ecosystem } from '../lockfile/lock.ts';
import type { Advisory } from './advisory.ts';
import { IndexFailure } from './index-failure.ts';
import { type Block, type Header, magic, maxHeaderBytes, type Piece, signatureBytes } from './layout.ts';
import { mayHold } from './name-filter.ts';
import { advisoriesIn, keyOf } from './record.ts';
import { isSignedBy } from './signing-key.ts';
import { sha256 } from './write-index.ts';

/** An opened, verified index. Blocks are read, checked and unpacked when a name in them is asked for. */
export class AdvisoryIndex {
  readonly header: Header;
  readonly #path: string;
  readonly #descriptor: number;
  readonly #bodyAt: number;
  readonly #filter: Buffer;
  readonly #texts = new Map<Block, string>();

  /** `trustedKey`: the only key that is accepted. Throws IndexFailure. */
  constructor(path: string, trustedKey: string) {
    this.#path = path;
    this.#descriptor = open(path);
    try {
      const { header, bodyAt } = readHeader(this.#descriptor, path, trustedKey);
      this.header = header;
      this.#bodyAt = bodyAt;
      this.#filter = this.#piece(header.filter);
    } catch (error) {
      closeSync(this.#descriptor);
      throw error;
    }
  }

  /** What is stored of a package; none when nothing is known. Throws IndexFailure when the file was changed. */
  advisoriesOf(ecosystem: Ecosystem, name: string): readonly Advisory[] {
    const key = keyOf(ecosystem, name);
    if (!mayHold(this.#filter, key)) return [];
    const block = this.#blockOf(key);
    if (!block) return [];
    const text = this.#text(block);
    const start = text.startsWith(`${key}\t`) ? 0 : text.indexOf(`\n${key}\t`) + 1;
    if (start === 0 && !text.startsWith(`${key}\t`)) return [];
    return advisoriesIn(text.slice(start, text.indexOf('\n', start))).advisories;
  }

  /** Everything, in the order of keys. */
  *all(): Generator<{ key: string; advisories: Advisory[] }> {
    for (const block of this.header.blocks)
      for (const line of unpacked(this.#piece(block), block.plain).split('\n'))
        if (line !== '') yield advisoriesIn(line);
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  /** The last block that begins with this key or before it. */
  #blockOf(key: string): Block | undefined {
    const { blocks } = this.header;
    let low = 0;
    let high = blocks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((blocks[middle]?.first ?? '') <= key) low = middle + 1;
      else high = middle;
    }
    return blocks[low - 1];
  }

  #text(block: Block): string {
    let text = this.#texts.get(block);
    if (text === undefined) {
      text = unpacked(this.#piece(block), block.plain);
      this.#texts.set(block, text);
    }
    return text;
  }

  #piece({ offset, bytes, sha256: wanted }: Piece): Buffer {
    const piece = readAt(this.#descriptor, this.#bodyAt + offset, bytes);
    if (piece === null || sha256(piece) !== wanted)
      throw new IndexFailure(`${this.#path} is damaged: run bugheist scan db update`);
    return piece;
  }
}

const unpacked = (packed: Buffer, plain: number): string =>
  brotliDecompressSync(packed, { maxOutputLength: plain }).toString('utf8');

function open(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new IndexFailure(`there is no advisory index at ${path}`);
    throw new IndexFailure(`${path} cannot be read: ${String(code)}`);
  }
}

function readHeader(
  descriptor: number,
  path: string,
  trustedKey: string,
): { header: Header; bodyAt: number } {
  const start = readAt(descriptor, 0, magic.length + 4);
  if (start === null || !start.subarray(0, magic.length).equals(magic))
    throw new IndexFailure(`${path} is no advisory index of this version: run bugheist scan db update`);
  const length = start.readUInt32BE(magic.length);
  const signedBytes = start.length + length;
  const signed = length > maxHeaderBytes ? null : readAt(descriptor, 0, signedBytes);
  const signature = readAt(descriptor, signedBytes, signatureBytes);
  if (signed === null || signature === null)
    throw new IndexFailure(`${path} is cut off: run bugheist scan db update`);
  if (!isSignedBy(trustedKey, signed, signature))
    throw new IndexFailure(
      `${path} is not signed by the trusted key ${trustedKey}: run bugheist scan db update, or name its key if you trust it`,
    );
  // Signed by the trusted builder, so of the shape that write-index.ts gives it.
  const header = JSON.parse(signed.toString('utf8', start.length)) as Header;
  const bodyAt = signedBytes + signatureBytes;
  const ends = [header.filter, ...header.blocks].map(({ offset, bytes }) => bodyAt + offset + bytes);
  if (ends.some((end) => end > fstatSync(descriptor).size))
    throw new IndexFailure(`${path} is cut off: run bugheist scan db update`);
  return { header, bodyAt };
}

/** Null when the file ends before. */
function readAt(descriptor: number, offset: number, bytes: number): Buffer | null {
  if (offset + bytes > fstatSync(descriptor).size) return null;
  const buffer = Buffer.allocUnsafe(bytes);
  for (let done = 0; done < bytes; ) {
    const read = readSync(descriptor, buffer, done, bytes - done, offset + done);
    if (read === 0) return null;
    done += read;
  }
  return buffer;
}
