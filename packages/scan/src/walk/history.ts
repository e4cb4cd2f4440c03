import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { SourceFile } from '../engine/file.ts';
import type { SeenInHistory } from '../engine/hit.ts';
import type { Outcome, RawHit } from '../engine/outcome.ts';
import { type Finding, rawHitsOf } from '../engine/raw-hit.ts';
import { loadFamilies } from '../engine/registry.ts';
import { familiesOn, isRuleOn, type RuleSettings } from '../engine/rule-settings.ts';
import { git, safeEnvironment, safeGitArguments } from './git.ts';
import { type AddedLines, addedLinesOf, logArguments } from './patches.ts';

/** More added text than this in one commit and file is a data dump, noted and not searched. */
const maxBytes = 20_000_000;

/**
 * Searches what every commit of every branch added for secrets. One that is still in the tree gets its dates;
 * one that is not becomes a hit of its own, once, at the place where it was last added: it still leaks to whoever clones.
 */
export async function addHistory(root: string, wanted: Wanted, outcome: Outcome): Promise<void> {
  if (git(root, ['rev-parse', '--is-shallow-repository']).toString('utf8').trim() === 'true')
    outcome.skipped.push({
      path: '.',
      reason: 'this clone is shallow and lacks the older commits: git fetch --unshallow brings them',
      unable: true,
    });
  const seen = await secretsOfHistory(root, wanted, outcome);
  outcome.hits.forEach((raw, index) => {
    const found = seen.get(identityOf(raw));
    if (!found) return;
    outcome.hits[index] = { ...raw, hit: { ...raw.hit, history: { ...found.history, inTree: true } } };
    seen.delete(identityOf(raw));
  });
  for (const { raw, history } of seen.values()) {
    const message = `${raw.hit.message}, in the history since ${history.firstCommit.slice(0, 10)} (${history.firstDate.slice(0, 10)}), no longer in the tree`;
    outcome.hits.push({ ...raw, hit: { ...raw.hit, message, history } });
  }
}

interface Wanted {
  readonly settings: RuleSettings;
  readonly isExcluded: (path: string) => boolean;
  /** Called for each commit that added something, in the order of `commitsOf`. */
  readonly reached?: (commit: string) => void;
}

/** Every commit of every branch, from new to old. */
export const commitsOf = (root: string): string[] =>
  git(root, ['rev-list', '--all']).toString('latin1').split('\n').slice(0, -1);

interface Seen {
  readonly raw: RawHit;
  readonly history: SeenInHistory;
}

async function secretsOfHistory(
  root: string,
  { settings, isExcluded, reached }: Wanted,
  outcome: Outcome,
): Promise<Map<string, Seen>> {
  const seen = new Map<string, Seen>();
  const [secrets] = await loadFamilies(familiesOn(settings).filter((name) => name === 'secret'));
  if (!secrets) return seen;
  const log = spawn('git', [...safeGitArguments, ...logArguments], {
    cwd: root,
    env: { ...process.env, ...safeEnvironment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const complaints: Buffer[] = [];
  log.stderr.on('data', (part: Buffer) => complaints.push(part));
  const ended = once(log, 'close');
  for await (const added of addedLinesOf(log.stdout)) {
    reached?.(added.commit);
    if (isExcluded(added.path)) continue;
    if (added.content.length > maxBytes) {
      outcome.skipped.push({
        path: added.path,
        reason: `a commit added more than ${maxBytes / 1e6} MB to it`,
      });
      continue;
    }
    const file = new SourceFile(added.path, added.content);
    const findings: Finding[] = [];
    secrets.checkFile(
      file,
      (rule, at, place) => {
        if (isRuleOn(settings, rule)) findings.push({ rule, file: at, place });
      },
      () => undefined,
    );
    for (const raw of rawHitsOf(findings, settings)) remember(seen, raw, added);
  }
  const [status] = await ended;
  if (status !== 0) {
    // An object is missing (a partial clone, a damaged disk): what was found before it is still true.
    const said = Buffer.concat(complaints).toString('utf8').trim().slice(0, 400);
    const reason = `the history could be read only in part: git log failed: ${said}`;
    outcome.skipped.push({ path: '.', reason, unable: true });
  }
  return seen;
}

/** The log runs from new to old: the first meeting is the last commit, every later one an earlier commit. */
function remember(seen: Map<string, Seen>, raw: RawHit, { commit, date, lineNumbers }: AddedLines): void {
  const identity = identityOf(raw);
  const known = seen.get(identity);
  if (known) {
    seen.set(identity, { ...known, history: { ...known.history, firstCommit: commit, firstDate: date } });
    return;
  }
  const { startLine, endLine } = raw.hit;
  const lines = {
    startLine: lineNumbers[startLine - 1] ?? startLine,
    endLine: lineNumbers[endLine - 1] ?? endLine,
  };
  const history = { firstCommit: commit, firstDate: date, lastCommit: commit, lastDate: date, inTree: false };
  seen.set(identity, { raw: { ...raw, hit: { ...raw.hit, ...lines } }, history });
}

const identityOf = ({ hit }: RawHit): string =>
  `${hit.ruleId} ${hit.fingerprints.map(({ scheme, value }) => `${scheme} ${value}`).join()}`;
