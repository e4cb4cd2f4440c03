import type { Tx } from '../db/transaction.ts';
import { type FieldError, Refusal } from '../refusal.ts';
import { reportWords } from '../words/report.ts';
import { attachFile } from './attach.ts';
import type { FileStore } from './file-store.ts';
import { fileLimits, type LimitName } from './limits.ts';
import type { Prepared } from './prepare.ts';
import type { AttachedTo, AttachmentRow } from './store.ts';

export interface AttachedUploads {
  attached: readonly AttachmentRow[];
  /** One for each file that ran into a limit; the others are kept. */
  errors: readonly FieldError[];
}

/** A file of a form whose route prepares files with `prepareFile`. */
export interface PreparedUpload {
  fileName: string;
  prepared: unknown;
}

/** Keeps what came with a form, as far as the limits allow. */
export async function attachUploads(
  tx: Tx,
  files: FileStore,
  uploads: readonly PreparedUpload[],
  { owner, uploaderId }: { owner: AttachedTo; uploaderId: string | null },
  now: Date,
): Promise<AttachedUploads> {
  const attached: AttachmentRow[] = [];
  const errors: FieldError[] = [];
  for (const upload of uploads) {
    // The route's `prepareFile` is the only one that sets it.
    const prepared = upload.prepared as Prepared | null;
    const outcome = await attachFile(tx, files, { prepared, owner, uploaderId }, now);
    if (outcome.ok) attached.push(outcome.attachment);
    else errors.push({ path: 'files', message: refusal(outcome.limit, upload.fileName) });
  }
  return { attached, errors };
}

/** As `attachUploads`, all of them or none: throws `too-large` at the field `files` for the first that is too much. */
export async function attachAll(
  tx: Tx,
  files: FileStore,
  uploads: readonly PreparedUpload[],
  target: { owner: AttachedTo; uploaderId: string | null },
  now: Date,
): Promise<readonly AttachmentRow[]> {
  const { attached, errors } = await attachUploads(tx, files, uploads, target, now);
  if (errors[0]) throw new Refusal('too-large', errors[0].message, { fields: errors });
  return attached;
}

const refusal = (limit: LimitName, name: string): string =>
  reportWords.errors.file[limit](name, amounts[limit]);

const megabytes = (bytes: number) => `${bytes / 1_000_000} MB`;
const amounts: Record<LimitName, string> = {
  perFile: megabytes(fileLimits.perFile),
  filesPerReport: String(fileLimits.filesPerReport),
  perReport: megabytes(fileLimits.perReport),
  perPersonAndDay: megabytes(fileLimits.perPersonAndDay),
  anonymousPerDay: megabytes(fileLimits.anonymousPerDay),
  perInstanceAndDay: megabytes(fileLimits.perInstanceAndDay),
};
