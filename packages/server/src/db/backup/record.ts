import { createHash } from 'node:crypto';
import { z } from 'zod';

/**
 * One line of a backup. Rows and pieces of files stand bare, as a JSON array of column texts and as a base64 string;
 * everything else is an object that says what follows.
 */
export type BackupRecord = Marker | { is: 'row'; line: string } | { is: 'piece'; data: Buffer };

export type Marker = z.infer<typeof marker>;

export const marker = z.discriminatedUnion('is', [
  z.object({
    is: z.literal('bugheist-backup'),
    format: z.literal(1),
    /** Number of the newest migration of the schema the rows have. */
    schema: z.int(),
    /** The release that wrote it. */
    release: z.string(),
    writtenAt: z.iso.datetime(),
  }),
  z.object({
    is: z.literal('table'),
    schema: z.string(),
    name: z.string(),
    columns: z.array(z.string()),
  }),
  z.object({ is: z.literal('table-end'), rows: z.int(), digest: z.string() }),
  z.object({ is: z.literal('sequence'), name: z.string(), value: z.string(), called: z.boolean() }),
  z.object({ is: z.literal('file'), folder: z.string(), path: z.string() }),
  z.object({ is: z.literal('file-end'), bytes: z.int(), sha256: z.string() }),
  z.object({ is: z.literal('end'), tables: z.int(), rows: z.int(), files: z.int() }),
]);

export type Totals = Pick<Extract<Marker, { is: 'end' }>, 'tables' | 'rows' | 'files'>;

const modulus = 1n << 256n;

/** Counts rows and sums their SHA-256 modulo 2²⁵⁶: the same for the same rows in whatever order they come. */
export class RowDigest {
  rows = 0;
  #sum = 0n;

  add(line: string): void {
    this.rows++;
    this.#sum = (this.#sum + BigInt(`0x${createHash('sha256').update(line).digest('hex')}`)) % modulus;
  }

  get digest(): string {
    return this.#sum.toString(16).padStart(64, '0');
  }
}
