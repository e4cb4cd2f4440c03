import { Advisories } from '../advisory-index/advisories.ts';
import { emptyConfig, parseConfig } from '../config/config.ts';
import type { Family, Found, Skipped } from './family.ts';
import type { SourceFile } from './file.ts';
import { projectOf } from './project.ts';

/** The day on which examples are looked at. */
const today = new Date('2026-07-01');

/** Runs families over files held in memory, file by file, then over all of them together. */
export function checkFiles(
  families: readonly Family[],
  files: readonly SourceFile[],
  found: Found,
  skipped: Skipped,
): void {
  for (const file of files) for (const family of families) family.checkFile(file, found, skipped);
  const config = files.find(({ path }) => path === 'bugheist.config.json');
  const { internalPackages, minReleaseAgeDays } = config
    ? parseConfig(config.text, config.path)
    : emptyConfig;
  const project = projectOf(
    files,
    files.map(({ path }) => path),
    true,
    () => null,
    { internalPackages, minReleaseAgeDays, now: today },
    new Advisories(null, null),
  );
  for (const family of families) family.checkProject(project, found, skipped);
}
