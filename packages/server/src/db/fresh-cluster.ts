import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { packageRoot } from '../package-root.ts';
import { pgliteVersion } from './pglite-version.ts';

const template = join(packageRoot, `dist/template/pglite-${pgliteVersion}.tar.br`);

/**
 * Unpacks the database that the build made with initdb: doing so at the first start would take three seconds and twice the
 * memory that running takes. False, and nothing done, in a checkout that was never built.
 */
export function unpackFreshCluster(directory: string): boolean {
  if (!existsSync(template)) return false;
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  for (const { name, isDirectory, bytes } of entriesOf(brotliDecompressSync(readFileSync(template)))) {
    const path = join(directory, name);
    mkdirSync(isDirectory ? path : dirname(path), { recursive: true, mode: 0o700 });
    if (!isDirectory) writeFileSync(path, bytes, { mode: 0o600 });
  }
  return true;
}

interface Entry {
  name: string;
  isDirectory: boolean;
  bytes: Uint8Array;
}

/** Source: POSIX.1-2024 pax, "ustar Interchange Format"; the names of a cluster fit its first field. */
function* entriesOf(tar: Buffer): Generator<Entry> {
  const text = (from: number, length: number) =>
    tar.toString('latin1', from, from + length).split('\0', 1)[0];
  for (let at = 0; text(at, 100); ) {
    const size = Number.parseInt(text(at + 124, 12) ?? '', 8) || 0;
    const start = at + blockBytes;
    yield {
      name: text(at, 100) ?? '',
      isDirectory: text(at + 156, 1) === '5',
      bytes: tar.subarray(start, start + size),
    };
    at = start + Math.ceil(size / blockBytes) * blockBytes;
  }
}

const blockBytes = 512;
