import { resolve } from 'node:path';
import { type Severity, severityRank } from '@bugheist/bug/severity';
import type { Advisories } from '../advisory-index/advisories.ts';
import { newSince, readBaseline, writeBaseline } from '../baseline.ts';
import { type Config, UsageError } from '../config/config.ts';
import { defaultLimits } from '../engine/limits.ts';
import type { Outcome, RawHit } from '../engine/outcome.ts';
import { loadFamilies } from '../engine/registry.ts';
import type { Note, ScanResult } from '../engine/result.ts';
import { families, type RuleCard } from '../engine/rule.ts';
import type { RuleSettings } from '../engine/rule-settings.ts';
import { scanTree } from '../engine/scan.ts';
import { applyEdits, type Fixed } from '../fix.ts';
import { type Pins, parsePins } from '../pins.ts';
import { reporters } from '../report/reporter.ts';
import { settle } from '../suppress/settle.ts';
import { version } from '../version.ts';
import { excluder } from '../walk/ignored.ts';
import type { Tree } from '../walk/tree.ts';
import { chosenTree, rootOf } from './chosen-tree.ts';
import { loadConfig, readText } from './config-file.ts';
import { indexLocation } from './index-option.ts';
import type { ScanIo } from './io.ts';
import type { Options } from './options.ts';
import { progressBar } from './progress.ts';
import { namedRight, refuseUnknownRules } from './rule-names.ts';
import { writeWhole } from './write-file.ts';

/** A scan from options to exit status. */
export async function run(options: Options, io: ScanIo): Promise<number> {
  const started = performance.now();
  if (options.offline && options.upload !== null)
    throw new UsageError('--offline and --upload exclude each other');
  await checkUpload(options, io);
  const root = rootOf(options, io.cwd);
  const config = loadConfig(options, root, io.cwd);
  const settings: RuleSettings = { only: options.only, skip: options.skip, levels: config.rules };
  await refuseUnknownRules(settings, config);
  const pins = pinsOf(options, io);
  const isExcluded = excluder(root, config.exclude);
  const tree = chosenTree(options, root, io.cwd, isExcluded);
  const run: Run = { tree, isExcluded, options, config, settings, pins, io, started };
  const { outcome, advisoriesFrom } = await check(run);
  const result = await resultOf(run, outcome, advisoriesFrom);
  const failOn = options.failOn ?? config.failOn ?? 'high';
  await deliver(result, options, failOn, io);
  return statusOf(result, failOn);
}

/** Throws UsageError. */
async function checkUpload({ upload }: Options, io: ScanIo): Promise<void> {
  if (upload !== null) (await import('./upload.ts')).destinationOf(upload, io);
}

/** What one run was asked to do. */
interface Run {
  readonly tree: Tree;
  readonly isExcluded: (path: string) => boolean;
  readonly options: Options;
  readonly config: Config;
  readonly settings: RuleSettings;
  readonly pins: Pins;
  readonly io: ScanIo;
  /** By `performance.now()`. */
  readonly started: number;
}

async function check({
  tree,
  isExcluded,
  options,
  config,
  settings,
  io,
}: Run): Promise<{ outcome: Outcome; advisoriesFrom: string | null }> {
  const location = indexLocation(options, config, tree.root, io);
  let advisories: Advisories | undefined;
  const bar = progressBar(tree.paths.length, 'files', io);
  const limits = { ...defaultLimits, maxBytes: config.maxFileBytes ?? defaultLimits.maxBytes };
  const outcome = await scanTree(tree, {
    settings,
    limits,
    project: {
      internalPackages: config.internalPackages,
      minReleaseAgeDays: config.minReleaseAgeDays,
      now: io.now(),
    },
    progress: bar.show,
    advisories: async () => {
      advisories = (await import('../advisory-index/load-advisories.ts')).loadAdvisories(location);
      return advisories;
    },
    ...(options.threads === null ? {} : { threads: options.threads }),
  });
  bar.clear();
  if (options.history) await searchHistory(tree.root, { settings, isExcluded }, outcome, io);
  advisories?.close();
  return { outcome, advisoriesFrom: advisories?.knownUntil ?? null };
}

async function searchHistory(
  root: string,
  wanted: { readonly settings: RuleSettings; readonly isExcluded: (path: string) => boolean },
  outcome: Outcome,
  io: ScanIo,
): Promise<void> {
  const { addHistory, commitsOf } = await import('../walk/history.ts');
  const places = new Map(commitsOf(root).map((commit, index) => [commit, index + 1]));
  const bar = progressBar(places.size, 'commits', io);
  await addHistory(root, { ...wanted, reached: (commit) => bar.show(places.get(commit) ?? 0) }, outcome);
  bar.clear();
}

const staleAfterDays = 7;

/** Old advisories do not fail a build, but nobody should take their silence for news. */
function notesOnAge(advisoriesFrom: string | null, now: Date): Note[] {
  const days =
    advisoriesFrom === null ? 0 : Math.floor((now.getTime() - Date.parse(advisoriesFrom)) / 86_400_000);
  if (days <= staleAfterDays) return [];
  const message = `the newest advisory is ${days} days old: run bugheist scan db update`;
  return [{ path: '.', line: 1, message }];
}

/** Nothing is lost without git, but a file that is ignored may be found fault with. */
function notesOnGit(refusal: string | null): Note[] {
  if (refusal === null) return [];
  const message = `what .gitignore names below this folder is scanned, too: ${refusal.replaceAll(/\s+/g, ' ')}`;
  return [{ path: '.', line: 1, message }];
}

async function resultOf(
  { tree, options, config, settings, pins, io, started }: Run,
  outcome: Outcome,
  advisoriesFrom: string | null,
): Promise<ScanResult> {
  const today = io.now().toISOString().slice(0, 10);
  const seen = {
    everyFile: tree.whole,
    everyRule: settings.only.length === 0 && settings.skip.length === 0,
  };
  const { open, suppressed, notes } = settle(outcome.hits, outcome.marks, config.suppress, today, seen);
  const fresh = options.writeBaseline === null ? withoutKnown(open, options, config, tree.root, io.cwd) : [];
  const { left, fixed, notes: changes } = options.fix ? applyEdits(tree, fresh, pins) : unchanged(fresh);
  const hits = left.map(({ hit }) => hit);
  if (options.writeBaseline !== null)
    writeWhole(
      resolve(io.cwd, options.writeBaseline),
      writeBaseline(open.map(({ hit }) => hit)),
      `--write-baseline ${options.writeBaseline}`,
    );
  return {
    tool: { name: 'bugheist-scan', version: version() },
    hits,
    suppressed,
    notes: [
      ...(await namedRight(notes, outcome.marks)),
      ...changes,
      ...notesOnGit(tree.refusal),
      ...notesOnAge(advisoriesFrom, io.now()),
    ],
    skipped: outcome.skipped,
    stats: {
      files: outcome.files,
      bytes: outcome.bytes,
      seconds: Math.round(performance.now() - started) / 1000,
      baselined: open.length - fresh.length,
      fixed,
      advisoriesFrom,
    },
    carets: new Map(left.flatMap(({ hit, caret }) => (caret ? [[hit, caret] as const] : []))),
    fixable: left.filter(({ edit }) => edit !== undefined).length,
    rules: await cardsOf([...hits, ...suppressed.map(({ hit }) => hit)].map(({ ruleId }) => ruleId)),
  };
}

const unchanged = (hits: readonly RawHit[]): Fixed => ({ left: hits, fixed: 0, notes: [] });

function withoutKnown(
  open: readonly RawHit[],
  options: Options,
  config: Config,
  root: string,
  cwd: string,
): readonly RawHit[] {
  const path =
    options.baseline === null
      ? config.baseline && resolve(root, config.baseline)
      : resolve(cwd, options.baseline);
  if (path === null) return open;
  const text = readText(path);
  if (text === null) throw new UsageError(`there is no baseline ${path}: write one with --write-baseline`);
  return newSince(readBaseline(text, path), open);
}

async function cardsOf(ids: readonly string[]): Promise<RuleCard[]> {
  const wanted = new Set(ids);
  const names = families.filter((family) => ids.some((id) => id.startsWith(`${family}/`)));
  return (await loadFamilies(names)).flatMap(({ rules }) => rules.filter(({ id }) => wanted.has(id)));
}

/** Writes every report that was asked for, and uploads. */
export async function deliver(
  result: ScanResult,
  options: Options,
  failOn: Severity,
  io: ScanIo,
): Promise<void> {
  // What goes to the terminal goes first: a file that cannot be written must not keep the result from being seen.
  const inOrder = options.outputs.toSorted((a, b) => Number(a.file !== null) - Number(b.file !== null));
  for (const { format, file } of inOrder) {
    const text = reporters[format](result, {
      color: file === null && wantsColor(io),
      columns: file === null ? io.columns.out : null,
      everyHit: options.all,
      failOn,
      command: io.command,
    });
    if (file === null) io.out(text);
    else writeWhole(resolve(io.cwd, file), text, `--output ${file}`);
  }
  if (options.upload === null) return;
  const { destinationOf, upload } = await import('./upload.ts');
  await upload(result, destinationOf(options.upload, io), options.asset, io);
}

/** Sources: https://no-color.org, https://force-color.org */
function wantsColor({ env, outIsTerminal }: ScanIo): boolean {
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR']) return env['FORCE_COLOR'] !== '0';
  return outIsTerminal && env['TERM'] !== 'dumb';
}

/** 1 for hits at or above the severity that no person must confirm first, 3 when a check could not run. */
export function statusOf({ hits, skipped }: ScanResult, failOn: Severity): number {
  const fails =
    failOn !== 'none' &&
    hits.some(
      ({ severity, confidence }) => confidence !== 'review' && severityRank(severity) >= severityRank(failOn),
    );
  if (fails) return 1;
  return skipped.some(({ unable }) => unable) ? 3 : 0;
}

function pinsOf({ pins }: Options, io: ScanIo): Pins {
  if (pins === null) return new Map();
  const text = readText(resolve(io.cwd, pins));
  if (text === null) throw new UsageError(`--pins ${pins}: there is no such file`);
  return parsePins(text, pins);
}
