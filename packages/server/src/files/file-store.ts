import { mkdir } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { Disk } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';
import { isId } from '../id.ts';

/** Where uploaded files lie. The key is the attachment's id; the name a person gave a file never reaches the disk. */
export interface FileStore {
  put(key: FileKey, bytes: Uint8Array): Promise<void>;
  /** Copies what lies at that path of this machine. */
  take(key: FileKey, path: string): Promise<void>;
  /** Throws `FileMissing` when nothing lies under the key. */
  open(key: FileKey): Promise<Readable>;
  /** Removing what is not there is no error. */
  remove(key: FileKey): Promise<void>;
  /** The attachments' ids, each once. */
  ids(): AsyncIterable<string>;
}

/** An attachment's content, or the small image that stands for it in lists. */
export interface FileKey {
  id: string;
  part: 'content' | 'preview';
}

class FileMissing extends Error {
  override readonly name = 'FileMissing';
}

/** Files in a directory of this machine, which is made when it is not there; only its owner may read it. */
export async function openLocalFiles(directory: string): Promise<FileStore> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  // flydrive resolves keys against this path and refuses those that lead out of it.
  return storeOn(new Disk(new FSDriver({ location: directory, visibility: 'private' })));
}

export function storeOn(disk: Disk): FileStore {
  return {
    put: (key, bytes) => disk.put(pathOf(key), bytes),
    take: (key, path) => disk.copyFromFs(path, pathOf(key)),
    remove: (key) => disk.delete(pathOf(key)),
    open: async (key) => {
      if (!(await disk.exists(pathOf(key))))
        throw new FileMissing(`Expected file ${pathOf(key)} in the store, found none.`);
      return disk.getStream(pathOf(key));
    },
    async *ids() {
      let token: string | undefined;
      do {
        const listed = await disk.listAll('', {
          recursive: true,
          ...(token ? { paginationToken: token } : {}),
        });
        for (const { name } of listed.objects) if (isId(name)) yield name;
        token = listed.paginationToken;
      } while (token !== undefined);
    },
  };
}

// Two letters of the random end as a folder: a UUIDv7 begins with the time, which would fill one folder a day.
function pathOf({ id, part }: FileKey): string {
  if (!isId(id)) throw new TypeError(`A file's key is a UUID; got "${id}".`);
  return `${id.slice(-2)}/${id}${part === 'preview' ? '.preview' : ''}`;
}
