import { z } from 'zod';
import { fileLimits } from '../../files/limits.ts';
import { prepareFile } from '../../files/prepare.ts';
import { Refusal } from '../../refusal.ts';
import type { UploadedFile } from '../../web/body.ts';
import { reportWords } from '../../words/report.ts';

/** One file, in a form field of any name. */
export const uploadBody = {
  type: 'multipart',
  schema: z.object({}),
  maxBytes: fileLimits.perFile + 100_000,
  maxFiles: 1,
  maxFileBytes: fileLimits.perFile,
  prepareFile,
} as const;

/** It. Throws a Refusal `invalid` where none came. */
export function uploadedFile(files: readonly UploadedFile[]): UploadedFile {
  const [file] = files;
  if (file) return file;
  const message = reportWords.errors.noFile;
  throw new Refusal('invalid', message, { fields: [{ path: 'file', message }] });
}
