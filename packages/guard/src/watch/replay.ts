import { createReadStream, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { type Decision, targetKey } from '../decisions/decision.ts';
import { DecisionDesk } from '../decisions/desk.ts';
import { DecisionJournal } from '../decisions/journal.ts';
import type { NeverBan } from '../decisions/never-ban.ts';
import type { Policy } from '../decisions/policy.ts';
import type { Reader, ReadingContext } from '../logs/reader.ts';
import { Engine } from '../scenarios/engine.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { readStream } from '../sources/stream.ts';

export interface ReplayInput {
  readonly path: string;
  readonly reader: Reader;
}

export interface ReplayOptions {
  readonly inputs: readonly ReplayInput[];
  readonly scenarios: readonly Scenario[];
  readonly policy: Omit<Policy, 'shadowUntil'>;
  readonly never: NeverBan;
  readonly context: ReadingContext;
  /** Events before it only fill buckets. */
  readonly since: number;
}

/** What would have been decided, at log time. */
export interface Replayed {
  readonly lines: number;
  readonly events: number;
  readonly decisions: readonly Decision[];
}

/** Replays logs and their rotated predecessors through the scenarios; nothing is enforced and nothing kept. */
export async function replay(options: ReplayOptions): Promise<Replayed> {
  const directory = mkdtempSync(join(tmpdir(), 'guard-replay-'));
  const journal = new DecisionJournal(join(directory, 'decisions.log'));
  try {
    return await replayInto(journal, options);
  } finally {
    journal.close();
    rmSync(directory, { recursive: true });
  }
}

async function replayInto(journal: DecisionJournal, options: ReplayOptions): Promise<Replayed> {
  const engine = new Engine(options.scenarios);
  let next = 0;
  const desk = new DecisionDesk({
    journal,
    // A replay asks what would be banned: neither shadow nor the limit for a minute hide anything.
    policy: {
      ...options.policy,
      shadowUntil: 0,
      bansPerMinute: Number.POSITIVE_INFINITY,
      shadowScenarios: new Set(),
    },
    never: options.never,
    names: { reverse: async () => [], forward: async () => [] },
    newId: () => `replay-${++next}`,
  });
  let lines = 0;
  let events = 0;
  const decisions: Decision[] = [];
  for (const { path, reader } of options.inputs) {
    for (const file of rotatedFiles(path, options.since)) {
      const alerts: Parameters<DecisionDesk['decide']>[0][] = [];
      const stream = createReadStream(file);
      await readStream(file.endsWith('.gz') ? stream.pipe(createGunzip()) : stream, (line) => {
        lines++;
        const event = reader(line, options.context);
        if (event === null || event.t === 0) return;
        events++;
        desk.note(event);
        alerts.push(...engine.pour(event));
      });
      for (const alert of alerts) {
        const verdict = await desk.decide(alert, alert.until);
        if (verdict.kind === 'decision' && alert.until >= options.since) decisions.push(verdict.decision);
      }
    }
  }
  return { lines, events, decisions };
}

/** `access.log`, `access.log.1`, `access.log.2.gz`, …: oldest first, those last written before `since` left out. */
export function rotatedFiles(path: string, since: number): string[] {
  const name = basename(path);
  return readdirSync(dirname(path))
    .filter(
      (file) =>
        file === name || (file.startsWith(`${name}.`) && /^\.\d+(?:\.gz)?$/.test(file.slice(name.length))),
    )
    .map((file) => join(dirname(path), file))
    .map((file) => ({ file, written: statSync(file).mtimeMs }))
    .filter(({ written }) => written >= since)
    .sort((a, b) => a.written - b.written || (a.file < b.file ? 1 : -1))
    .map(({ file }) => file);
}

export interface Difference {
  /** The replay bans, nobody did. */
  readonly added: readonly Decision[];
  /** Both. */
  readonly same: readonly Decision[];
  /** Was banned by the guard then, the replay would not. */
  readonly gone: readonly Decision[];
}

/** What the replayed scenarios would have done differently from what was decided since. */
export function compare(
  replayed: readonly Decision[],
  decided: readonly Decision[],
  since: number,
): Difference {
  const then = new Map(
    decided
      .filter(({ from, origin }) => from >= since && origin === 'guard')
      .map((one) => [targetKey(one), one]),
  );
  const now = new Map(replayed.map((one) => [targetKey(one), one]));
  return {
    added: [...now].filter(([key]) => !then.has(key)).map(([, one]) => one),
    same: [...now].filter(([key]) => then.has(key)).map(([, one]) => one),
    gone: [...then].filter(([key]) => !now.has(key)).map(([, one]) => one),
  };
}
