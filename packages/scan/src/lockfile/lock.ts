import type { Problem } from './located.ts';

/** As OSV names them: the ecosystems whose packages are looked up. */
export type Ecosystem = 'npm' | 'PyPI' | 'Go';

export type LockFormat =
  | 'package-lock'
  | 'pnpm-lock'
  | 'yarn-classic'
  | 'yarn-berry'
  | 'bun-lock'
  | 'requirements'
  | 'pipfile-lock'
  | 'poetry-lock'
  | 'uv-lock'
  | 'pdm-lock'
  | 'pylock'
  | 'go-mod';

/** Where a package's content comes from. */
export type Origin = 'registry' | 'git' | 'url' | 'local';

/** One package that a lock decides on. Offsets count in the file's text. */
export interface LockedPackage {
  /** What the other entries of this lock know it by; unique in the lock. */
  readonly key: string;
  readonly ecosystem: Ecosystem;
  /** The name in its registry, even when it is installed under another one. */
  readonly name: string;
  /** Null when the lock leaves it open (`requests>=2`). */
  readonly version: string | null;
  readonly origin: Origin;
  /** The address it is downloaded from, when the lock names one. */
  readonly resolved: string | null;
  /** Hashes of the content as the lock writes them; null when there are none. */
  readonly integrity: string | null;
  /** When the registry took it in, ISO 8601; only some formats tell. */
  readonly published?: string;
  /** Only for development, as far as the lock tells. */
  readonly dev: boolean;
  readonly optional: boolean;
  /** Its content comes inside another package. */
  readonly bundled?: boolean;
  /** It runs a script when it is installed; null when this format does not tell. */
  readonly runsInstallScript: boolean | null;
  /** Keys of the packages it needs. */
  readonly needs: readonly string[];
  readonly start: number;
  readonly end: number;
}

/** What a lockfile decides, with who needs whom. */
export interface Lock {
  readonly format: LockFormat;
  readonly ecosystem: Ecosystem;
  readonly packages: readonly LockedPackage[];
  /** Keys of the packages that the project itself asks for; empty when the format does not tell. */
  readonly roots: readonly string[];
  /** What the lock says the manifest asked for, by name; null when the format does not tell. */
  readonly asked: ReadonlyMap<string, string> | null;
  /** What stopped or disturbed the reader; what stood before it is in `packages`. */
  readonly problem: Problem | null;
}

/** Tells where content comes from by its address; without one it is the registry's. */
export function originOf(address: string | null): Origin {
  if (address === null || address === '') return 'registry';
  if (/^git(\+|:)|^(github|gitlab|bitbucket|gist):|\.git(#|$)|^git@/.test(address)) return 'git';
  if (/^(file|link|portal|workspace|patch):|^\.{0,2}\//.test(address)) return 'local';
  return 'registry';
}

/** Packages that no other one needs: who asks for what, as far as a format without its manifest tells. */
export function unneeded(packages: readonly LockedPackage[]): string[] {
  const needed = new Set(packages.flatMap(({ key, needs }) => needs.filter((one) => one !== key)));
  return packages.map(({ key }) => key).filter((key) => !needed.has(key));
}
