import type { Tx } from '../db/transaction.ts';
import { removeFiles } from './attach.ts';
import type { FileStore } from './file-store.ts';
import { idsWithoutAttachment } from './store.ts';

const graceMs = 24 * 3600 * 1000;
const batch = 500;

/**
 * Removes files that no attachment names: what is left when a request failed after its file was written. Young ones
 * stay, their row may not be committed yet. Answers how many went.
 */
export async function removeStrayFiles(query: Tx, files: FileStore, now: Date): Promise<number> {
  let removed = 0;
  let ids: string[] = [];
  const flush = async () => {
    const stray = await idsWithoutAttachment(query, ids);
    await removeFiles(files, stray);
    removed += stray.length;
    ids = [];
  };
  for await (const id of files.ids()) {
    if (madeAt(id) > now.getTime() - graceMs) continue;
    ids.push(id);
    if (ids.length >= batch) await flush();
  }
  if (ids.length > 0) await flush();
  return removed;
}

/** The first 48 bits of a UUIDv7 are its time. */
const madeAt = (id: string): number => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
