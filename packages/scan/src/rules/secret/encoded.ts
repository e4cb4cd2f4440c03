/** A text that stands in base64 in a file. */
export interface EncodedText {
  readonly bytes: Buffer;
  /** Where it stands, in bytes of the file. */
  readonly start: number;
  readonly end: number;
}

/** Shorter ones hold no token whole. */
const shortest = 40;
const longest = 1_000_000;

const isBase64 = new Uint8Array(256);
for (const character of Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'))
  isBase64[character] = 1;

/**
 * Texts in base64. Looks at every fortieth byte, and around it only where that could belong to one, so that a file
 * without any costs next to nothing. Names and hashes of that length decode to no text, which their first bytes tell.
 */
export function encodedTexts(bytes: Buffer): EncodedText[] {
  const found: EncodedText[] = [];
  let done = 0;
  for (let at = shortest - 1; at < bytes.length; at = done + shortest - 1) {
    if (isBase64[bytes[at] ?? 0] !== 1) {
      done = at + 1;
      continue;
    }
    let start = at;
    while (start > done && isBase64[bytes[start - 1] ?? 0] === 1) start--;
    let end = at + 1;
    while (end < bytes.length && isBase64[bytes[end] ?? 0] === 1) end++;
    done = end;
    if (end - start < shortest || end - start > longest) continue;
    if (!isText(decoded(bytes, start, start + 16))) continue;
    found.push({ bytes: decoded(bytes, start, end), start, end });
  }
  return found;
}

const decoded = (bytes: Buffer, start: number, end: number): Buffer =>
  Buffer.from(bytes.toString('latin1', start, end), 'base64');

const isText = (bytes: Buffer): boolean =>
  bytes.every((byte) => (byte >= 0x20 && byte < 0x7f) || byte === 0x0a || byte === 0x0d || byte === 0x09);
