import { dirname, join } from 'node:path/posix';
import type { SourceFile } from '../../engine/file.ts';
import type { Project } from '../../engine/project.ts';
import type { Lock } from '../../lockfile/lock.ts';
import { lockReader } from '../../lockfile/lock-reader.ts';
import { readRequirements, requirementLines } from '../../lockfile/requirements.ts';

export interface LockedFile {
  readonly file: SourceFile;
  readonly lock: Lock;
}

/** Every scanned file that decides on packages, and the files that requirements include, whatever their names. */
export function lockedFiles(project: Project): LockedFile[] {
  const found = new Map<string, LockedFile>();
  for (const file of project.filesOf('lockfile', 'manifest')) {
    const lock = file.tree(lockReader);
    if (lock === null) continue;
    found.set(file.path, { file, lock });
    if (lock.format === 'requirements') addIncluded(project, file, found);
  }
  return [...found.values()];
}

/** `-r other.txt` inside the project; one outside it is not read. */
function addIncluded(project: Project, from: SourceFile, found: Map<string, LockedFile>): void {
  for (const { text } of requirementLines(from.text)) {
    const path = /^(?:-r|--requirement|-c|--constraint)[ =]?\s*(\S+)/.exec(text)?.[1];
    if (path === undefined || /^[a-z+]+:\/\//.test(path)) continue;
    const included = join(dirname(from.path), path);
    const file = included.startsWith('..') || found.has(included) ? null : project.file(included);
    if (file === null) continue;
    found.set(included, { file, lock: readRequirements(file.text) });
    addIncluded(project, file, found);
  }
}
