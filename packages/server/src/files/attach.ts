import type { Tx } from '../db/transaction.ts';
import { newId } from '../id.ts';
import type { FileStore } from './file-store.ts';
import { brokenLimit, type LimitName } from './limits.ts';
import type { Prepared } from './prepare.ts';
import { type AttachedTo, type AttachmentRow, fileUsage, insertAttachment } from './store.ts';

export type Attached = { ok: true; attachment: AttachmentRow } | { ok: false; limit: LimitName };

const dayMs = 24 * 3600 * 1000;

/**
 * Keeps what `prepareFile` made of an upload and hangs it on its owner, as far as the limits of `limits.ts` allow
 * (null: it was above the first of them). The caller holds a lock on the owner when two uploads may come at once.
 */
export async function attachFile(
  tx: Tx,
  files: FileStore,
  {
    prepared,
    owner,
    uploaderId,
  }: { prepared: Prepared | null; owner: AttachedTo; uploaderId: string | null },
  now: Date,
): Promise<Attached> {
  if (prepared === null) return { ok: false, limit: 'perFile' };
  const usage = await fileUsage(tx, { owner, uploaderId, since: new Date(now.getTime() - dayMs) });
  const limit = brokenLimit(usage, prepared.bytes);
  if (limit !== null) return { ok: false, limit };

  const id = newId(now);
  const { path, previewPath, ...described } = prepared;
  await files.take({ id, part: 'content' }, path);
  if (previewPath !== null) await files.take({ id, part: 'preview' }, previewPath);
  const attachment = await insertAttachment(tx, {
    id,
    ...owner,
    uploaderId,
    isImage: previewPath !== null,
    ...described,
    createdAt: now,
  });
  return { ok: true, attachment };
}

/** Both parts of an attachment, once its row is gone for good. */
export async function removeFiles(files: FileStore, ids: readonly string[]): Promise<void> {
  for (const id of ids) for (const part of ['content', 'preview'] as const) await files.remove({ id, part });
}
