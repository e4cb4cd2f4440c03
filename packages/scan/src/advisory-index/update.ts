import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Ecosystem } from '../lockfile/lock.ts';
import { type ArchivedDocument, documentsIn } from './archive.ts';
import { type Build, buildIndex } from './build-index.ts';
import { download } from './download.ts';
import { IndexFailure } from './index-failure.ts';
import { type IndexLocation, memoryPath, signingKeyPath, trustedKeyPath } from './index-path.ts';
import { openIndex } from './load-advisories.ts';
import { memoryBytes, readMemory, type UpdateMemory } from './memory-file.ts';
import { AdvisoryIndex } from './open-index.ts';
import { loadOrMakeKey, publicKeyOf } from './signing-key.ts';

export interface UpdateOptions {
  /** A folder or archive of OSV documents, its address, the address of OSV's archives, or of a ready index (`.bhx`). */
  readonly from: string;
  readonly location: IndexLocation;
  /** Accept an index that knows much less than the one it replaces. */
  readonly replace: boolean;
  readonly now: Date;
  fetch(url: string, init: RequestInit): Promise<Response>;
}

/** Builds or fetches an index and puts it in place of the old one, in one step. Throws IndexFailure. */
export async function updateIndex(options: UpdateOptions): Promise<Build | null> {
  mkdirSync(dirname(options.location.path), { recursive: true });
  const work = mkdtempSync(join(dirname(options.location.path), '.advisories-'));
  try {
    if (options.from.endsWith('.bhx')) {
      await takeReady(options, join(work, 'ready'));
      return null;
    }
    return await buildAndPlace(options, work);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function buildAndPlace(
  { from, location, replace, now, fetch }: UpdateOptions,
  work: string,
): Promise<Build> {
  const { path } = location;
  const memory = readMemory(memoryPath(path));
  const old = oldIndex(location);
  const key = loadOrMakeKey(signingKeyPath(path));
  if (location.key !== null && location.key !== publicKeyOf(key))
    throw new IndexFailure(
      `an index built here is signed by ${publicKeyOf(key)}, but ${location.key} is trusted: fetch the index of that key instead`,
    );
  const before = old !== null && memory?.built === old.header.built ? { memory, index: old } : null;
  const etags = new Map<string, string>();
  const documents = isAddress(from)
    ? await fetched(from, before?.memory ?? null, work, etags, fetch)
    : documentsIn(existing(from));
  const build = buildIndex(documents, before, key, now);
  if (!replace) refuseShrinking(build, old);
  old?.close();
  place(path, build.bytes);
  place(trustedKeyPath(path), Buffer.from(`${publicKeyOf(key)}\n`));
  place(memoryPath(path), memoryBytes({ ...build.memory, from, etags }));
  return build;
}

/** The index that is replaced, when it is whole and ours. */
function oldIndex(location: IndexLocation): AdvisoryIndex | null {
  try {
    return openIndex(location);
  } catch (error) {
    if (error instanceof IndexFailure) return null;
    throw error;
  }
}

function existing(from: string): string {
  if (!existsSync(from)) throw new IndexFailure(`--from ${from}: there is no such folder or file`);
  return from;
}

const isAddress = (from: string): boolean => /^https?:\/\//.test(from);

/** OSV publishes one archive an ecosystem. Source: google.github.io/osv.dev/data. */
const archivesAt = (address: string): string[] =>
  address.endsWith('.zip')
    ? [address]
    : ['npm', 'PyPI', 'Go'].map((ecosystem) => `${address.replace(/\/+$/, '')}/${ecosystem}/all.zip`);

async function fetched(
  from: string,
  memory: UpdateMemory | null,
  work: string,
  etags: Map<string, string>,
  fetch: UpdateOptions['fetch'],
): Promise<Iterable<ArchivedDocument>> {
  const archives: Iterable<ArchivedDocument>[] = [];
  for (const [number, address] of archivesAt(from).entries()) {
    const known = memory?.etags.get(address) ?? '';
    const path = join(work, `${number}.zip`);
    const etag = await download(address, path, known, fetch);
    etags.set(address, etag ?? known);
    archives.push(etag === null && memory !== null ? unchanged(address, memory) : documentsIn(path, address));
  }
  return oneAfterTheOther(archives);
}

/** Lazily: each archive is open only while its documents are read. */
function* oneAfterTheOther(archives: readonly Iterable<ArchivedDocument>[]): Generator<ArchivedDocument> {
  for (const archive of archives) yield* archive;
}

/** The archive was not sent again: what it held is in the index. */
const unchanged = (address: string, memory: UpdateMemory): ArchivedDocument[] =>
  [...memory.stamps]
    .filter(([path]) => path.startsWith(`${address}!`))
    .map(([path, stamp]) => ({
      path,
      stamp,
      content: () => {
        throw new IndexFailure(`${path} was not fetched`);
      },
    }));

/** An index that suddenly knows half as much was built from a broken archive, or by somebody who wants it to. */
function refuseShrinking({ ecosystems }: Pick<Build, 'ecosystems'>, old: AdvisoryIndex | null): void {
  if (Object.keys(ecosystems).length === 0)
    throw new IndexFailure('no advisory about npm, PyPI or Go was found: the index stays as it is');
  for (const ecosystem of ['npm', 'PyPI', 'Go'] as const satisfies readonly Ecosystem[]) {
    const was = old?.header.ecosystems[ecosystem]?.advisories ?? 0;
    const is = ecosystems[ecosystem]?.advisories ?? 0;
    if (is * 2 < was)
      throw new IndexFailure(
        `the new index would know ${is} advisories about ${ecosystem}, the old one knows ${was}: add --replace if that is right`,
      );
  }
}

/** A ready index is taken when the trusted key signed it and it is not older than the one in place. */
async function takeReady({ from, location, replace, fetch }: UpdateOptions, ready: string): Promise<void> {
  if (location.key === null)
    throw new IndexFailure("a ready index needs --advisories-key: without its maker's key it proves nothing");
  if (isAddress(from)) await download(from, ready, '', fetch);
  else copyFileSync(existing(from), ready);
  const index = new AdvisoryIndex(ready, location.key);
  // Reads every block, so that a damaged one is not found out in the middle of a scan.
  for (const { key } of index.all()) if (key === '') break;
  const old = oldIndex(location);
  if (!replace) {
    refuseShrinking(index.header, old);
    if (old !== null && index.header.built < old.header.built)
      throw new IndexFailure(`${from} was built before the index in place: add --replace if that is right`);
  }
  index.close();
  old?.close();
  renameSync(ready, location.path);
  place(trustedKeyPath(location.path), Buffer.from(`${location.key}\n`));
}

/** Written beside and renamed: a scan at the same time sees the old file or the new one, whole. */
function place(path: string, bytes: Buffer): void {
  const beside = `${path}.${process.pid}.new`;
  writeFileSync(beside, bytes);
  renameSync(beside, path);
}
