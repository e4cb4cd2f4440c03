import type { Lock, LockedPackage } from './lock.ts';

/**
 * go.mod. Since Go 1.17 it names every module of the build. `stdlib` is the standard library of the toolchain that the
 * module asks for; a newer one may be used. Source: go.dev/ref/mod.
 */
export function readGoMod(text: string): Lock {
  const packages: LockedPackage[] = [];
  const replaced = new Map<string, Replacement>();
  const roots: string[] = [];
  let block: string | null = null;
  let go: Release | null = null;
  let toolchain: Release | null = null;
  for (const { words, comment, start, end } of linesOf(text)) {
    if (block === null && words[1] === '(') {
      block = words[0] ?? '';
      continue;
    }
    if (words[0] === ')') {
      block = null;
      continue;
    }
    const [verb = '', ...rest] = block === null ? words : [block, ...words];
    if (verb === 'require' && rest[0] && rest[1]) {
      const [name, version] = rest;
      if (!/\bindirect\b/.test(comment)) roots.push(name);
      packages.push(moduleOf(name, version, start, end));
    }
    if (verb === 'go' && rest[0]) go = { version: rest[0], start, end };
    // `default`: whichever is installed. A suffix names a build of one's own. Source: go.dev/doc/toolchain.
    const chain = verb === 'toolchain' ? /^go(\d[^-]*)/.exec(rest[0] ?? '') : null;
    if (chain?.[1]) toolchain = { version: chain[1], start, end };
    if (verb === 'replace') addReplacement(rest, replaced);
  }
  const library = toolchain ?? go;
  if (library && /^\d+\.\d+/.test(library.version))
    packages.push(moduleOf('stdlib', completed(library.version), library.start, library.end));
  return {
    format: 'go-mod',
    ecosystem: 'Go',
    packages: packages.map((one) => withReplacement(one, replaced)),
    roots,
    asked: null,
    problem: null,
  };
}

/** The modules that go.sum holds the content of, each in every version that was ever needed. Source: go.dev/ref/mod, go.sum files. */
export function readGoSum(text: string): Lock {
  const packages = linesOf(text).flatMap(({ words: [name, version], start, end }) =>
    name && version && /^v\d/.test(version) && !version.endsWith('/go.mod')
      ? [moduleOf(name, version, start, end)]
      : [],
  );
  return { format: 'go-mod', ecosystem: 'Go', packages, roots: [], asked: null, problem: null };
}

interface Release {
  readonly version: string;
  readonly start: number;
  readonly end: number;
}

/** `go 1.21` means the language: some release of it, to be fair its last one. */
const completed = (version: string): string => (/^\d+\.\d+$/.test(version) ? `${version}.99` : version);

interface Replacement {
  /** The only version that is replaced; null for all. */
  readonly of: string | null;
  readonly name: string;
  /** Null: a folder. */
  readonly version: string | null;
}

function addReplacement(words: readonly string[], into: Map<string, Replacement>): void {
  const arrow = words.indexOf('=>');
  const [name, of] = words.slice(0, arrow);
  const [to, version] = words.slice(arrow + 1);
  if (arrow === -1 || !name || !to) return;
  into.set(of === undefined ? name : `${name} ${of}`, { of: of ?? null, name: to, version: version ?? null });
}

function withReplacement(one: LockedPackage, replaced: ReadonlyMap<string, Replacement>): LockedPackage {
  const by = replaced.get(`${one.name} v${one.version}`) ?? replaced.get(one.name);
  if (!by) return one;
  if (by.version === null) return { ...one, version: null, origin: 'local', resolved: by.name };
  return { ...one, name: by.name, version: by.version.replace(/^v/, '') };
}

/** Versions are kept without their `v`, as OSV writes them. */
const moduleOf = (name: string, version: string, start: number, end: number): LockedPackage => ({
  key: name,
  ecosystem: 'Go',
  name,
  version: version.replace(/^v/, ''),
  origin: 'registry',
  resolved: null,
  integrity: null,
  dev: false,
  optional: false,
  runsInstallScript: false,
  needs: [],
  start,
  end,
});

interface GoLine {
  readonly words: string[];
  readonly comment: string;
  readonly start: number;
  readonly end: number;
}

function linesOf(text: string): GoLine[] {
  const lines: GoLine[] = [];
  let from = 0;
  for (const raw of text.split('\n')) {
    const slashes = raw.indexOf('//');
    const code = (slashes === -1 ? raw : raw.slice(0, slashes)).trimEnd();
    const start = from + (code.length - code.trimStart().length);
    const words = code
      .trim()
      .split(/\s+/)
      .map((word) => word.replace(/^"(.*)"$/, '$1'));
    if (words[0])
      lines.push({
        words,
        comment: slashes === -1 ? '' : raw.slice(slashes),
        start,
        end: from + code.length,
      });
    from += raw.length + 1;
  }
  return lines;
}
