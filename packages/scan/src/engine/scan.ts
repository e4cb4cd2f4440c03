import { availableParallelism } from 'node:os';
import type { Advisories } from '../advisory-index/advisories.ts';
import type { Read, Tree } from '../walk/tree.ts';
import { SourceFile } from './file.ts';
import type { Limits } from './limits.ts';
import { addOutcome, emptyOutcome, type Outcome, type Skip, skipOf } from './outcome.ts';
import { isBinary, passOver } from './pass.ts';
import { type ProjectSettings, projectOf } from './project.ts';
import { type Finding, rawHitsOf } from './raw-hit.ts';
import { loadFamilies, registry } from './registry.ts';
import { familiesOn, isRuleOn, type RuleSettings } from './rule-settings.ts';
import { passInThreads } from './threads.ts';

export interface ScanOptions {
  readonly settings: RuleSettings;
  readonly limits: Limits;
  readonly project: ProjectSettings;
  /** Called now and then with the number of files done. */
  readonly progress?: (done: number) => void;
  /** Default: one a core, at most four. */
  readonly threads?: number;
  /** What is known of packages; called when there are any. */
  readonly advisories: () => Promise<Advisories>;
}

/** Below this a second thread costs more (its start, its own copy of the rules) than it brings. */
const filesPerThread = 600;
const chunkSize = 64;

/** Everything the rules found in a tree, before suppressions and baseline. */
export async function scanTree(tree: Tree, options: ScanOptions): Promise<Outcome> {
  const outcome = await scanFiles(tree, options);
  await scanProject(tree, options, outcome);
  for (const folder of tree.unlisted) outcome.skipped.push(unlisted(folder));
  // Threads end in any order; two scans of one tree must compare line by line.
  outcome.hits.sort((a, b) => compare(a.hit.path, b.hit.path) || a.hit.startLine - b.hit.startLine);
  outcome.skipped.sort((a, b) => compare(a.path, b.path));
  return outcome;
}

/** When the scanned folder itself is closed, nothing was checked at all. */
function unlisted(folder: string): Skip {
  const reason = 'no permission to list the folder';
  return folder === '' ? { path: '.', reason, unable: true } : { path: folder, reason };
}

async function scanFiles(tree: Tree, options: ScanOptions): Promise<Outcome> {
  const useful = Math.floor(tree.paths.length / filesPerThread);
  const threads = Math.min(options.threads ?? Math.min(availableParallelism(), 4), useful);
  const chunks = chunksOf(tree.paths);
  if (threads > 1 && tree.source === 'disk') return passInThreads(tree, chunks, threads, options);
  const outcome = emptyOutcome();
  let done = 0;
  for (const chunk of chunks) {
    addOutcome(outcome, await passOver(chunk, tree.read, options.settings, options.limits));
    done += chunk.length;
    options.progress?.(done);
  }
  return outcome;
}

function chunksOf(paths: readonly string[]): string[][] {
  const chunks: string[][] = [];
  for (let at = 0; at < paths.length; at += chunkSize) chunks.push(paths.slice(at, at + chunkSize));
  return chunks;
}

async function scanProject(
  tree: Tree,
  { settings, limits, project: projectSettings, advisories }: ScanOptions,
  outcome: Outcome,
): Promise<void> {
  const fetch = (path: string) => fileOf(path, tree.read(path, limits.maxBytes));
  const kept = outcome.kept.map(fetch).filter((file) => file !== null);
  if (!tree.whole && kept.length === 0) return;
  const keptTypes = new Set(kept.map(({ type }) => type));
  const names = familiesOn(settings).filter((name) => {
    const { project, types } = registry[name];
    if (project === 'never') return false;
    if (project === 'concerned') return types.some((type) => keptTypes.has(type));
    return tree.whole && tree.allPaths.some((path) => project.test(path));
  });
  const hasPackages = kept.some(({ type }) => type === 'lockfile' || type === 'manifest');
  const known = hasPackages && names.includes('package') ? await advisories() : null;
  const project = projectOf(kept, tree.allPaths, tree.whole, fetch, projectSettings, known);
  const byFile = new Map<SourceFile, Finding[]>();
  for (const family of await loadFamilies(names)) {
    family.checkProject(
      project,
      (rule, file, place) => {
        if (!isRuleOn(settings, rule)) return;
        const ofFile = byFile.get(file);
        if (ofFile) ofFile.push({ rule, file, place });
        else byFile.set(file, [{ rule, file, place }]);
      },
      (file, why, rule) => {
        const skip = skipOf(file, why);
        const isKnown = outcome.skipped.some(
          ({ path, reason }) => path === skip.path && reason === skip.reason,
        );
        if (!isKnown && (rule === undefined || isRuleOn(settings, rule))) outcome.skipped.push(skip);
      },
    );
  }
  for (const findings of byFile.values())
    for (const hit of rawHitsOf(findings, settings)) outcome.hits.push(hit);
}

const fileOf = (path: string, read: Read): SourceFile | null =>
  'bytes' in read && !isBinary(read.bytes) ? new SourceFile(path, read.bytes) : null;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
