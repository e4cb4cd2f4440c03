import { dirname, join } from 'node:path/posix';
import { compareVersions } from '../../advisory-index/version-order.ts';
import type { SourceFile } from '../../engine/file.ts';
import type { Project } from '../../engine/project.ts';
import { readGoSum } from '../../lockfile/go-mod.ts';
import type { Lock, LockedPackage } from '../../lockfile/lock.ts';
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
    if (lock.format === 'go-mod' && namesFew(file)) addSums(project, file, lock, found);
  }
  return [...found.values()];
}

/** Before Go 1.17 a go.mod names only what the project asks for itself. Source: go.dev/ref/mod, graph pruning. */
const namesFew = ({ text }: SourceFile): boolean => Number(/^go 1\.(\d+)/m.exec(text)?.[1] ?? 0) < 17;

/** The rest of the build stands in go.sum, with versions that are not used any more: the highest one is taken. */
function addSums(project: Project, from: SourceFile, named: Lock, found: Map<string, LockedFile>): void {
  const file = project.file(join(dirname(from.path), 'go.sum'));
  if (file === null) return;
  const known = new Set(named.packages.map(({ name }) => name));
  const lock = readGoSum(file.text);
  const packages = highestOfEach(lock.packages).filter(({ name }) => !known.has(name));
  found.set(file.path, { file, lock: { ...lock, packages } });
}

function highestOfEach(packages: readonly LockedPackage[]): LockedPackage[] {
  const highest = new Map<string, LockedPackage>();
  for (const one of packages) {
    const other = highest.get(one.name);
    if (!other || (compareVersions('Go', one.version ?? '', other.version ?? '') ?? 0) > 0)
      highest.set(one.name, one);
  }
  return [...highest.values()];
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
