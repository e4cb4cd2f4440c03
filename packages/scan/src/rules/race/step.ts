import type { SourceFile } from '../../engine/file.ts';
import type { FlowStep } from '../../engine/hit.ts';

/** One end of a race: where in the file, and what happens there. */
export const step = (file: SourceFile, { start }: { readonly start: number }, message: string): FlowStep => ({
  path: file.path,
  ...file.positionAt(start),
  message,
});
