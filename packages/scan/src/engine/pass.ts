import { basename } from 'node:path/posix';
import { isKeyFile } from '../rules/secret/key-file.ts';
import { foreignMarks, ownMarks } from '../suppress/mark.ts';
import type { Read } from '../walk/tree.ts';
import type { Family } from './family.ts';
import { SourceFile } from './file.ts';
import type { FileType } from './file-type.ts';
import type { Limits } from './limits.ts';
import { emptyOutcome, type Outcome, type Skip, skipOf } from './outcome.ts';
import { keptTypes } from './project.ts';
import { type Finding, rawHitsOf } from './raw-hit.ts';
import { loadFamilies, registry } from './registry.ts';
import type { FamilyName } from './rule.ts';
import { familiesOn, isRuleOn, type RuleSettings } from './rule-settings.ts';
import { eachWithin } from './time-limit.ts';

/** Reads each file once and runs every family it concerns over it. */
export async function passOver(
  paths: readonly string[],
  read: (path: string, maxBytes: number) => Read,
  settings: RuleSettings,
  limits: Limits,
): Promise<Outcome> {
  const outcome = emptyOutcome();
  for (const files of batchesOf(paths, read, limits, outcome)) {
    const familiesOf = await loadFor(new Set(files.flatMap((file) => file?.type ?? [])), settings);
    checkAll(files, familiesOf, settings, limits, outcome);
  }
  return outcome;
}

/** What is in memory at one time, besides a last file of any size. */
const batchBytes = 4_000_000;

function* batchesOf(
  paths: readonly string[],
  read: (path: string, maxBytes: number) => Read,
  limits: Limits,
  outcome: Outcome,
): Generator<(SourceFile | null)[]> {
  let files: (SourceFile | null)[] = [];
  let bytes = 0;
  for (const path of paths) {
    for (const file of readOne(path, read(path, limits.maxBytes), outcome)) {
      files.push(file);
      bytes += file.bytes.length;
    }
    if (bytes < batchBytes) continue;
    yield files;
    files = [];
    bytes = 0;
  }
  if (files.length > 0) yield files;
}

/** Empties `files`. */
function checkAll(
  files: (SourceFile | null)[],
  familiesOf: (type: FileType) => readonly Family[],
  settings: RuleSettings,
  limits: Limits,
  outcome: Outcome,
): void {
  eachWithin(
    limits.maxMs,
    files.length,
    (index) => {
      const file = files[index];
      if (file) checkOne(file, familiesOf, settings, limits, outcome);
      // Its trees are many times its size: let go of now, they never leave the young generation.
      files[index] = null;
    },
    (index) => {
      const file = files[index];
      if (file) outcome.skipped.push(givenUp(file, limits));
    },
  );
}

/** Of a file of packages nobody may think that none of them is known to be vulnerable. */
function givenUp({ path, type }: SourceFile, limits: Limits): Skip {
  const reason = `took longer than ${limits.maxMs / 1000} s and was given up`;
  return type === 'lockfile' || type === 'manifest' ? { path, reason, unable: true } : { path, reason };
}

function readOne(path: string, read: Read, outcome: Outcome): SourceFile[] {
  if ('skip' in read) {
    if (read.skip !== '') outcome.skipped.push({ path, reason: read.skip });
    return [];
  }
  if (isBinary(read.bytes)) {
    // Its name may say enough: a container of keys is found without being read.
    if (isKeyFile(path)) return [new SourceFile(path, '')];
    outcome.skipped.push({ path, reason: 'binary' });
    return [];
  }
  outcome.files++;
  outcome.bytes += read.bytes.length;
  return [new SourceFile(path, read.bytes)];
}

/** A NUL in the first 8,000 bytes, as git tells binaries; UTF-16 with its byte order mark is text. */
export function isBinary(bytes: Buffer): boolean {
  const mark = bytes.length >= 2 ? bytes.readUInt16BE(0) : 0;
  if (mark === 0xfffe || mark === 0xfeff) return false;
  return bytes.subarray(0, 8000).includes(0);
}

async function loadFor(
  types: ReadonlySet<FileType>,
  settings: RuleSettings,
): Promise<(type: FileType) => readonly Family[]> {
  const concerned = (name: FamilyName) => registry[name].types.some((type) => types.has(type));
  const loaded = await loadFamilies(familiesOn(settings).filter(concerned), types);
  return (type) => loaded.filter(({ name }) => registry[name].types.includes(type));
}

function checkOne(
  file: SourceFile,
  familiesOf: (type: FileType) => readonly Family[],
  settings: RuleSettings,
  limits: Limits,
  outcome: Outcome,
): void {
  const findings: Finding[] = [];
  const unparsed = whyUnparsed(file, limits);
  if (unparsed !== null) outcome.skipped.push({ path: file.path, reason: unparsed });
  for (const family of familiesOf(file.type)) {
    if (unparsed !== null && family.name !== 'secret') continue;
    family.checkFile(
      file,
      (rule, at, place) => {
        if (isRuleOn(settings, rule)) findings.push({ rule, file: at, place });
      },
      (at, why, rule) => {
        if (rule === undefined || isRuleOn(settings, rule)) outcome.skipped.push(skipOf(at, why));
      },
    );
  }
  const hits = rawHitsOf(findings, settings);
  const marks = hits.length > 0 ? [...ownMarks(file), ...foreignMarks(file)] : ownMarks(file);
  for (const hit of hits) outcome.hits.push(hit);
  for (const mark of marks) outcome.marks.push(mark);
  if (keptTypes.some((type) => type === file.type)) outcome.kept.push(file.path);
}

/** Why only secrets are looked for in a file, or null. */
function whyUnparsed(file: SourceFile, limits: Limits): string | null {
  if (file.type === 'lockfile' || file.type === 'manifest') return null;
  if (file.bytes.length > limits.maxParsedBytes)
    return `larger than ${limits.maxParsedBytes / 1e6} MB: searched for secrets only`;
  return isMinified(file) ? 'minified: searched for secrets only' : null;
}

function isMinified(file: SourceFile): boolean {
  if (file.type !== 'javascript' && file.type !== 'html') return false;
  if (/[.-]min\.(m|c)?js$/.test(basename(file.path))) return true;
  if (file.bytes.length < 5000) return false;
  let breaks = 1;
  for (let at = file.bytes.indexOf(10); at !== -1; at = file.bytes.indexOf(10, at + 1)) breaks++;
  return file.type === 'javascript' && file.bytes.length / breaks > 400;
}
