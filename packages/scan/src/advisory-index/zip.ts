import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';

/** One file in an archive. */
export interface ZipEntry {
  readonly name: string;
  /** Of its content. */
  readonly crc32: number;
  /** Unpacks it; throws ZipFailure when it is broken or larger than it says. */
  content(): Buffer;
}

/** The archive is broken, encrypted or hostile. */
export class ZipFailure extends Error {
  readonly code = 'zip';
}

/** No advisory is larger; an archive of bombs must not fill the memory. */
const maxEntryBytes = 8 * 1024 * 1024;
const maxEntries = 2_000_000;
const maxDirectoryBytes = 1024 * 1024 * 1024;

/**
 * The entries of a zip archive, by its central directory, with the 64-bit extension; no encryption, stored or deflated.
 * Source: PKWARE APPNOTE 6.3.10, §4.3.
 */
export function* zipEntries(path: string): Generator<ZipEntry> {
  const descriptor = openSync(path, 'r');
  try {
    const size = fstatSync(descriptor).size;
    const read = (offset: number, bytes: number): Buffer => {
      if (offset < 0 || bytes < 0 || offset + bytes > size)
        throw new ZipFailure(`${path} is cut off or no zip archive`);
      const buffer = Buffer.allocUnsafe(bytes);
      readSync(descriptor, buffer, 0, bytes, offset);
      return buffer;
    };
    yield* entriesIn(directoryOf(path, size, read), read, path);
  } finally {
    closeSync(descriptor);
  }
}

type ReadAt = (offset: number, bytes: number) => Buffer;

function directoryOf(path: string, size: number, read: ReadAt): Buffer {
  const tailBytes = Math.min(size, 65_557);
  const tail = read(size - tailBytes, tailBytes);
  const at = tail.lastIndexOf(Buffer.from('PK\u0005\u0006'));
  if (at === -1 || at + 22 > tail.length) throw new ZipFailure(`${path} is cut off or no zip archive`);
  let bytes = tail.readUInt32LE(at + 12);
  let offset = tail.readUInt32LE(at + 16);
  if (bytes === 0xffffffff || offset === 0xffffffff) {
    const locator = at - 20;
    if (locator < 0 || tail.readUInt32LE(locator) !== 0x07064b50)
      throw new ZipFailure(`${path} has a broken end`);
    const end = read(Number(tail.readBigUInt64LE(locator + 8)), 56);
    if (end.readUInt32LE(0) !== 0x06064b50) throw new ZipFailure(`${path} has a broken end`);
    bytes = Number(end.readBigUInt64LE(40));
    offset = Number(end.readBigUInt64LE(48));
  }
  if (bytes > maxDirectoryBytes)
    throw new ZipFailure(`${path} lists more files than any archive of advisories`);
  return read(offset, bytes);
}

function* entriesIn(directory: Buffer, read: ReadAt, path: string): Generator<ZipEntry> {
  let at = 0;
  for (let count = 0; at + 46 <= directory.length; count++) {
    if (directory.readUInt32LE(at) !== 0x02014b50 || count >= maxEntries)
      throw new ZipFailure(`${path} has a broken list of files`);
    const flags = directory.readUInt16LE(at + 8);
    const method = directory.readUInt16LE(at + 10);
    const nameBytes = directory.readUInt16LE(at + 28);
    const extraBytes = directory.readUInt16LE(at + 30);
    const nameEnd = at + 46 + nameBytes;
    if (nameEnd + extraBytes > directory.length) throw new ZipFailure(`${path} has a broken list of files`);
    const name = directory.toString('utf8', at + 46, nameEnd);
    const place = placeOf(directory, at, directory.subarray(nameEnd, nameEnd + extraBytes));
    yield {
      name,
      crc32: directory.readUInt32LE(at + 16),
      content: () => contentOf(place, method, flags, `${path}: ${name}`, read),
    };
    at = nameEnd + extraBytes + directory.readUInt16LE(at + 32);
  }
}

interface Place {
  readonly packed: number;
  readonly plain: number;
  readonly offset: number;
}

/** 32-bit fields of all ones are continued in the extra field, in this order. */
function placeOf(directory: Buffer, at: number, extra: Buffer): Place {
  const fields = [
    directory.readUInt32LE(at + 24),
    directory.readUInt32LE(at + 20),
    directory.readUInt32LE(at + 42),
  ];
  for (let i = 0; i + 4 <= extra.length; i += 4 + extra.readUInt16LE(i + 2)) {
    if (extra.readUInt16LE(i) !== 1) continue;
    let wide = i + 4;
    for (const [index, field] of fields.entries())
      if (field === 0xffffffff && wide + 8 <= extra.length) {
        fields[index] = Number(extra.readBigUInt64LE(wide));
        wide += 8;
      }
  }
  const [plain = 0, packed = 0, offset = 0] = fields;
  return { plain, packed, offset };
}

function contentOf(
  { packed, plain, offset }: Place,
  method: number,
  flags: number,
  name: string,
  read: ReadAt,
): Buffer {
  if (flags & 1) throw new ZipFailure(`${name} is encrypted`);
  if (plain > maxEntryBytes || packed > maxEntryBytes)
    throw new ZipFailure(`${name} is larger than any advisory: ${plain} bytes`);
  const local = read(offset, 30);
  if (local.readUInt32LE(0) !== 0x04034b50) throw new ZipFailure(`${name} is not where the archive says`);
  const bytes = read(offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28), packed);
  if (method === 0) return bytes;
  if (method !== 8) throw new ZipFailure(`${name} is packed in an unknown way (${method})`);
  try {
    return inflateRawSync(bytes, { maxOutputLength: Math.max(1, plain) });
  } catch (error) {
    throw new ZipFailure(
      `${name} does not unpack: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
