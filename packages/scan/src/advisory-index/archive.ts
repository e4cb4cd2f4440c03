import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { type ZipEntry, zipEntries } from './zip.ts';

/** One OSV document in an archive, not yet read. */
export interface ArchivedDocument {
  /** Where it lies, the same in the next build. */
  readonly path: string;
  /** Changes when the document changes. */
  readonly stamp: string;
  content(): Buffer;
}

/** The documents of a zip archive, or of a folder with JSON or YAML files and such archives, whatever lies deeper. */
export function* documentsIn(path: string, name = ''): Generator<ArchivedDocument> {
  if (statSync(path).isDirectory()) {
    for (const file of filesBelow(path)) {
      const own = name + relative(path, file).split(sep).join('/');
      if (file.endsWith('.zip')) yield* zipped(file, own);
      else yield { path: own, stamp: stampOf(file), content: () => readFileSync(file) };
    }
  } else if (path.endsWith('.zip')) yield* zipped(path, name);
  else yield { path: name, stamp: stampOf(path), content: () => readFileSync(path) };
}

function* zipped(path: string, name: string): Generator<ArchivedDocument> {
  for (const entry of zipEntries(path)) if (isDocument(entry.name)) yield documentOf(entry, name);
}

const documentOf = (entry: ZipEntry, archive: string): ArchivedDocument => ({
  path: `${archive}!${entry.name}`,
  stamp: entry.crc32.toString(16),
  content: entry.content,
});

const isDocument = (name: string): boolean => /\.(json|ya?ml)$/.test(name);

/** Links are not followed: an archive unpacked from elsewhere may hold any. */
function* filesBelow(folder: string): Generator<string> {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== '.git') yield* filesBelow(path);
    else if (entry.isFile() && (isDocument(entry.name) || entry.name.endsWith('.zip'))) yield path;
  }
}

function stampOf(path: string): string {
  const { mtimeMs, size } = statSync(path);
  return `${Math.round(mtimeMs)}-${size}`;
}
