import { createHash, type Hash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Folders } from './export.ts';
import { BackupRefused } from './refused.ts';

interface Open {
  descriptor: number;
  hash: Hash;
  bytes: number;
}

/** Lands restored files beside their folders, and moves them in once everything has arrived. */
export class FileLanding {
  readonly #folders: Folders;
  readonly #landed = new Set<string>();
  #open: Open | null = null;

  /** Throws when one of the folders holds anything. */
  constructor(folders: Folders) {
    this.#folders = folders;
    for (const directory of Object.values(folders)) {
      if (existsSync(directory) && readdirSync(directory).length > 0)
        throw new BackupRefused(
          `The target is not empty: ${directory} holds files. Restore into another DATA_DIR.`,
        );
      rmSync(besides(directory), { recursive: true, force: true });
    }
  }

  begin(folder: string, path: string): void {
    const directory = this.#folders[folder];
    // The path comes out of a file somebody handed over: it must not lead out of the folder.
    const safe = path.split('/').every((part) => /^[A-Za-z0-9_.-]+$/.test(part) && !/^\.+$/.test(part));
    if (directory === undefined || !safe)
      throw new BackupRefused(
        `The backup holds a file that belongs nowhere: ${folder}/${path}. Nothing was restored.`,
      );
    const target = join(besides(directory), path);
    mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
    this.#landed.add(directory);
    this.#open = { descriptor: openSync(target, 'wx', 0o600), hash: createHash('sha256'), bytes: 0 };
  }

  write(data: Buffer): void {
    if (this.#open === null) throw new Error('A piece came before its file.');
    this.#open.hash.update(data);
    this.#open.bytes += data.length;
    for (let at = 0; at < data.length; ) at += writeSync(this.#open.descriptor, data, at);
  }

  end(): { bytes: number; sha256: string } {
    if (this.#open === null) throw new Error('A file ended before it began.');
    const { descriptor, hash, bytes } = this.#open;
    this.#open = null;
    fsyncSync(descriptor);
    closeSync(descriptor);
    return { bytes, sha256: hash.digest('hex') };
  }

  settle(): void {
    for (const directory of this.#landed) {
      rmSync(directory, { recursive: true, force: true });
      renameSync(besides(directory), directory);
    }
  }

  discard(): void {
    if (this.#open !== null) closeSync(this.#open.descriptor);
    this.#open = null;
    for (const directory of this.#landed) rmSync(besides(directory), { recursive: true, force: true });
  }
}

const besides = (directory: string) => `${directory}.restoring`;
