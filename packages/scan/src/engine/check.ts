import { Advisories } from '../advisory-index/advisories.ts';
import type { Family, Found, Skipped } from './family.ts';
import type { SourceFile } from './file.ts';
import { projectOf } from './project.ts';

/** Runs families over files held in memory, file by file, then over all of them together. */
export function checkFiles(
  families: readonly Family[],
  files: readonly SourceFile[],
  found: Found,
  skipped: Skipped,
): void {
  for (const file of files) for (const family of families) family.checkFile(file, found, skipped);
  const project = projectOf(
    files,
    files.map(({ path }) => path),
    true,
    () => null,
    new Advisories(null, null),
  );
  for (const family of families) family.checkProject(project, found, skipped);
}
