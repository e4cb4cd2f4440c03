import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Tx } from '../db/transaction.ts';
import { newId } from '../id.ts';
import { safeFileName, withExtension } from './file-name.ts';
import type { FileStore } from './file-store.ts';
import { encodeImage } from './image.ts';
import { brokenLimit, type LimitName } from './limits.ts';
import { isImageType, mediaTypeOf } from './media-type.ts';
import { type AttachedTo, type AttachmentRow, fileUsage, insertAttachment } from './store.ts';

/** A file as it came with a form; `path` is where it lies meanwhile. */
export interface Upload {
  fileName: string;
  path: string;
  bytes: number;
}

export type Attached = { ok: true; attachment: AttachmentRow } | { ok: false; limit: LimitName };

const dayMs = 24 * 3600 * 1000;

/**
 * Keeps an uploaded file and hangs it on its owner. Images are made anew and only that is kept; everything else, and
 * an image that does not read as one, is kept for download alone. The limits are those of `limits.ts`; the caller
 * holds a lock on the owner when two uploads may come at once.
 */
export async function attachFile(
  tx: Tx,
  files: FileStore,
  { upload, owner, uploaderId }: { upload: Upload; owner: AttachedTo; uploaderId: string | null },
  now: Date,
): Promise<Attached> {
  const usage = await fileUsage(tx, { owner, uploaderId, since: new Date(now.getTime() - dayMs) });
  const limit = brokenLimit(usage, upload.bytes);
  if (limit !== null) return { ok: false, limit };

  const id = newId(now);
  const kept = await prepare(await readFile(upload.path), safeFileName(upload.fileName));
  await files.put({ id, part: 'content' }, kept.bytes);
  if (kept.preview !== null) await files.put({ id, part: 'preview' }, kept.preview);
  const attachment = await insertAttachment(tx, {
    id,
    ...owner,
    uploaderId,
    fileName: kept.fileName,
    mediaType: kept.mediaType,
    isImage: kept.preview !== null,
    width: kept.width,
    height: kept.height,
    bytes: kept.bytes.length,
    sha256: createHash('sha256').update(kept.bytes).digest(),
    createdAt: now,
  });
  return { ok: true, attachment };
}

/** Both parts of an attachment, once its row is gone for good. */
export async function removeFiles(files: FileStore, ids: readonly string[]): Promise<void> {
  for (const id of ids) for (const part of ['content', 'preview'] as const) await files.remove({ id, part });
}

async function prepare(bytes: Uint8Array, fileName: string) {
  const mediaType = mediaTypeOf(bytes.subarray(0, 4096));
  const image = isImageType(mediaType) ? await encodeImage(bytes, mediaType) : null;
  if (image === null) {
    // An image that cannot be made anew is not served under an image's type either.
    const type = isImageType(mediaType) ? 'application/octet-stream' : mediaType;
    return { bytes, fileName, mediaType: type, width: null, height: null, preview: null };
  }
  return { ...image, fileName: withExtension(fileName, image.extension) };
}
