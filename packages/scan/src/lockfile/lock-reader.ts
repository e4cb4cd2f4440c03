import { basename } from 'node:path/posix';
import type { Parser, SourceFile } from '../engine/file.ts';
import { readBunLock } from './bun-lock.ts';
import { readGoMod } from './go-mod.ts';
import type { Lock } from './lock.ts';
import { readNpmLock } from './npm-lock.ts';
import { readPnpmLock } from './pnpm-lock.ts';
import { readPylock } from './pylock.ts';
import { readPdmLock, readPipfileLock, readPoetryLock, readUvLock } from './python-locks.ts';
import { readRequirements } from './requirements.ts';
import { readYarnBerry } from './yarn-berry.ts';
import { readYarnClassic } from './yarn-classic.ts';

const readers: Readonly<Record<string, (text: string) => Lock>> = {
  'package-lock.json': readNpmLock,
  'npm-shrinkwrap.json': readNpmLock,
  'pnpm-lock.yaml': readPnpmLock,
  'yarn.lock': (text) => (/^__metadata:/m.test(text) ? readYarnBerry(text) : readYarnClassic(text)),
  'bun.lock': readBunLock,
  'Pipfile.lock': readPipfileLock,
  'poetry.lock': readPoetryLock,
  'uv.lock': readUvLock,
  'pdm.lock': readPdmLock,
  'pylock.toml': readPylock,
  'go.mod': readGoMod,
};

/** The lock in a file, read once for all rules; null for files that decide on no packages. */
export const lockReader: Parser<Lock | null> = {
  name: 'lockfile',
  parse(file) {
    const read = readerOf(file);
    return read === null ? null : read(file.text);
  },
};

function readerOf({ path, type }: SourceFile): ((text: string) => Lock) | null {
  const name = basename(path);
  if (Object.hasOwn(readers, name)) return readers[name] ?? null;
  if (/^pylock\.[^.]+\.toml$/.test(name)) return readPylock;
  return type === 'manifest' && /\.(txt|in)$/.test(name) ? readRequirements : null;
}
