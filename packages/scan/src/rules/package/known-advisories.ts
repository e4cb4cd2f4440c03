import type { Advisories, Known } from '../../advisory-index/advisories.ts';
import { IndexFailure } from '../../advisory-index/index-failure.ts';
import { osvArchives } from '../../advisory-index/index-path.ts';
import { CannotCheck } from '../../engine/cannot-check.ts';
import type { SourceFile } from '../../engine/file.ts';
import type { Project } from '../../engine/project.ts';
import { dependencyPaths } from '../../lockfile/dependency-path.ts';
import type { LockedPackage } from '../../lockfile/lock.ts';
import { lockedFiles } from './locked-packages.ts';

/** An installed package that something is known of. */
export interface KnownPackage {
  readonly file: SourceFile;
  readonly one: LockedPackage;
  readonly known: Known;
  /** From what the project asks for to the package: `a > b > c`. */
  readonly path: readonly string[];
  /** How often this version is installed in this lock. */
  readonly times: number;
}

/**
 * What is known of the project's packages, one entry a lockfile, version and weakness. Throws CannotCheck behind the
 * last one when nothing could be known of an ecosystem, or the index turned out to be damaged.
 */
export function* knownPackages(project: Project): Generator<KnownPackage> {
  const { advisories } = project;
  const ignorance = new Set<string>();
  for (const { file, lock } of lockedFiles(project)) {
    if (advisories === null || lock.packages.length === 0) continue;
    const why = advisories.ignorance(lock.ecosystem);
    if (why !== null) ignorance.add(why);
    const pathOf = dependencyPaths(lock);
    const versions = Map.groupBy(
      lock.packages.filter(isOfRegistry),
      ({ name, version }) => `${name}@${version}`,
    );
    for (const [, [one, ...others]] of versions) {
      if (one === undefined) continue;
      for (const known of knownOf(advisories, one, ignorance))
        yield { file, one, known, path: pathOf(one).map(({ name }) => name), times: 1 + others.length };
    }
  }
  if (ignorance.size > 0) throw new CannotCheck(wayOut([...ignorance].join('; ')));
}

/** What is known of one package; a damaged index adds why it cannot be said. */
function knownOf(advisories: Advisories, one: LockedPackage, ignorance: Set<string>): readonly Known[] {
  try {
    return advisories.of(one.ecosystem, one.name, one.version);
  } catch (error) {
    if (!(error instanceof IndexFailure)) throw error;
    ignorance.add(error.message);
    return [];
  }
}

/** Go's standard library comes with whatever toolchain builds, of which go.mod names the least: a rule of its own. */
export const isGoLibrary = ({ ecosystem, name }: LockedPackage): boolean =>
  ecosystem === 'Go' && name === 'stdlib';

/** Advisories speak of what registries serve, not of a folder or a fork that has the same name. */
const isOfRegistry = ({ origin }: LockedPackage): boolean => origin === 'registry' || origin === 'url';

const wayOut = (why: string): string =>
  `packages could not be looked up: ${why}. Build it with bugheist scan db update --from ${osvArchives} (or a folder of OSV files), or do without: --skip package/known-vulnerable,package/malicious-package,package/old-go-toolchain, or "off" for them in bugheist.config.json`;

/** ` (by a > b > c)`: who pulls it in; nothing when the project asks for it itself. */
export function pulledInBy(path: readonly string[]): string {
  const before = path.slice(0, -1);
  if (before.length === 0) return '';
  const shown = before.length > 6 ? [...before.slice(0, 3), '…', ...before.slice(-2)] : before;
  return `, pulled in by ${shown.map((name) => (name === '…' ? name : `\`${name}\``)).join(' > ')}`;
}
