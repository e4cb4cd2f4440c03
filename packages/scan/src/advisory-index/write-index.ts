import { createHash, type KeyObject } from 'node:crypto';
import { brotliCompressSync, constants } from 'node:zlib';
import { type Block, blockBytes, type Header, magic, type Piece } from './layout.ts';
import { makeFilter } from './name-filter.ts';
import { publicKeyOf, signWith } from './signing-key.ts';

/** The bytes of an index. `lines` are whole, sorted by key as JavaScript compares strings, one a key. */
export function indexBytes(
  lines: readonly { readonly key: string; readonly line: string }[],
  about: Pick<Header, 'built' | 'sources' | 'ecosystems'>,
  key: KeyObject,
): Buffer {
  const filterBytes = makeFilter(lines.map((one) => one.key));
  const filter: Piece = { offset: 0, bytes: filterBytes.length, sha256: sha256(filterBytes) };
  const body = [filterBytes];
  let offset = filterBytes.length;
  const blocks: Block[] = [];
  for (const { first, text } of blocksOf(lines)) {
    const plain = Buffer.from(text);
    const packed = brotliCompressSync(plain, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length },
    });
    blocks.push({ first, offset, bytes: packed.length, plain: plain.length, sha256: sha256(packed) });
    body.push(packed);
    offset += packed.length;
  }
  const header: Header = { ...about, key: publicKeyOf(key), filter, blocks };
  const headerBytes = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(headerBytes.length);
  const signed = Buffer.concat([magic, length, headerBytes]);
  return Buffer.concat([signed, signWith(key, signed), ...body]);
}

function* blocksOf(lines: readonly { readonly key: string; readonly line: string }[]) {
  let first = '';
  let parts: string[] = [];
  let length = 0;
  for (const { key, line } of lines) {
    if (parts.length === 0) first = key;
    parts.push(line);
    length += line.length;
    if (length >= blockBytes) {
      yield { first, text: parts.join('') };
      parts = [];
      length = 0;
    }
  }
  if (parts.length > 0) yield { first, text: parts.join('') };
}

export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
