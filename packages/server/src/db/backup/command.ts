import { z } from 'zod';
import type { ControlCommand } from '../control.ts';
import type { Database } from '../database.ts';
import { backUp, type Written } from './backup.ts';
import type { Folders } from './export.ts';

/** Its name on the control socket. */
export const backupCommandName = 'db.backup';

const input = z.object({ file: z.string() });

export const writtenBackup: z.ZodType<Written> = z.object({
  tables: z.int(),
  rows: z.int(),
  files: z.int(),
  bytes: z.int(),
});

/** Lets another process of the owner have a backup written by the server that holds the database. */
export function backupCommand(
  database: Database,
  options: { folders: Folders; now(): Date },
): ControlCommand<z.infer<typeof input>> {
  return {
    input,
    run: ({ file }) => backUp(database, file, { folders: options.folders, now: options.now() }),
  };
}
