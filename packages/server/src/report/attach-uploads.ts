import type { Tx } from '../db/transaction.ts';
import { attachFile } from '../files/attach.ts';
import type { FileStore } from '../files/file-store.ts';
import { fileLimits, type LimitName } from '../files/limits.ts';
import type { Prepared } from '../files/prepare.ts';
import type { AttachedTo, AttachmentRow } from '../files/store.ts';
import type { FieldError } from '../refusal.ts';
import { reportWords } from '../words/report.ts';

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
