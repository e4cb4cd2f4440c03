/** What a file is by its first bytes; what its sender claims is not asked. */
export type MediaType = (typeof signatures)[number]['type'] | 'text/plain' | 'application/octet-stream';

const imageTypes = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'] as const;
export type ImageType = (typeof imageTypes)[number];

export const isImageType = (type: string): type is ImageType =>
  (imageTypes as readonly string[]).includes(type);

/**
 * The media type of content that begins like this; give at least 4 kB, or all there is. Text is UTF-8 without control
 * characters; what is not recognised is `application/octet-stream`.
 *
 * Source: WHATWG MIME Sniffing §6.1–6.2, §7.2.
 */
export function mediaTypeOf(start: Uint8Array): MediaType {
  for (const { type, at, bytes } of signatures)
    if (bytes.every((byte, index) => start[at + index] === byte) && (type !== 'image/webp' || isWebp(start)))
      return type;
  return isText(start) ? 'text/plain' : 'application/octet-stream';
}

const ascii = (text: string) => [...text].map((character) => character.charCodeAt(0));

const signatures = [
  { type: 'image/png', at: 0, bytes: [0x89, ...ascii('PNG\r\n\x1a\n')] },
  { type: 'image/jpeg', at: 0, bytes: [0xff, 0xd8, 0xff] },
  { type: 'image/gif', at: 0, bytes: ascii('GIF87a') },
  { type: 'image/gif', at: 0, bytes: ascii('GIF89a') },
  { type: 'image/webp', at: 0, bytes: ascii('RIFF') },
  { type: 'application/pdf', at: 0, bytes: ascii('%PDF-') },
  { type: 'application/zip', at: 0, bytes: [...ascii('PK'), 3, 4] },
  { type: 'application/gzip', at: 0, bytes: [0x1f, 0x8b, 8] },
  { type: 'video/mp4', at: 4, bytes: ascii('ftyp') },
  { type: 'video/webm', at: 0, bytes: [0x1a, 0x45, 0xdf, 0xa3] },
] as const;

const isWebp = (start: Uint8Array) => ascii('WEBP').every((byte, index) => start[8 + index] === byte);

function isText(start: Uint8Array): boolean {
  // Tab, line feed, form feed, carriage return and escape are the control characters of texts and terminal logs.
  if (start.some((byte) => byte < 0x20 && ![9, 10, 12, 13, 27].includes(byte))) return false;
  try {
    // `stream` lets a character stand cut off at the end.
    new TextDecoder('utf-8', { fatal: true }).decode(start, { stream: true });
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}
