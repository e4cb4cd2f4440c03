import { closeSync, constants, fstatSync, openSync, readSync, realpathSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { nothing, type Read } from './tree.ts';

/** Reads files below a folder and nothing outside it, whatever links the tree holds. */
export function diskReader(root: string): (path: string, maxBytes: number) => Read {
  const realRoot = realpathSync(root);
  const insideByFolder = new Map<string, boolean>();
  const isInside = (folder: string): boolean => {
    let inside = insideByFolder.get(folder);
    if (inside === undefined) {
      const real = realpathSync(folder);
      inside = real === realRoot || real.startsWith(realRoot.endsWith(sep) ? realRoot : realRoot + sep);
      insideByFolder.set(folder, inside);
    }
    return inside;
  };
  return (path, maxBytes) => {
    // As git lists a repository that lies in the folder and is none of its submodules.
    if (path.endsWith('/')) return { skip: 'a git repository of its own: scan it by itself' };
    const absolute = join(root, path);
    try {
      if (!isInside(dirname(absolute))) return { skip: 'a link leads out of the scanned folder' };
      return readRegular(absolute, maxBytes);
    } catch (error) {
      return { skip: reasonOf(error, path) };
    }
  };
}

/** O_NOFOLLOW refuses a link; O_NONBLOCK keeps a named pipe from blocking the scan for ever. */
const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

function readRegular(path: string, maxBytes: number): Read {
  const descriptor = openSync(path, flags);
  try {
    const { size, isFile } = { size: fstatSync(descriptor).size, isFile: fstatSync(descriptor).isFile() };
    if (!isFile) return nothing;
    if (size > maxBytes) return { skip: tooLarge(size, maxBytes) };
    const bytes = Buffer.allocUnsafe(size);
    let length = 0;
    while (length < size) {
      const read = readSync(descriptor, bytes, length, size - length, null);
      if (read === 0) break;
      length += read;
    }
    return { bytes: length === size ? bytes : bytes.subarray(0, length) };
  } finally {
    closeSync(descriptor);
  }
}

export const tooLarge = (size: number, maxBytes: number): string =>
  `${(size / 1e6).toFixed(1)} MB, more than the limit of ${(maxBytes / 1e6).toFixed(1)} MB`;

function reasonOf(error: unknown, path: string): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT' && path.includes('\ufffd'))
    return 'its name is not UTF-8: rename it to have it checked';
  if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENXIO') return '';
  if (code === 'ELOOP' || code === 'EMLINK') return 'a link; links are not followed';
  if (code === 'EACCES' || code === 'EPERM') return 'no permission to read it';
  return `could not be read: ${error instanceof Error ? error.message : String(error)}`;
}
