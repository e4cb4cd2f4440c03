import { isOpen } from '@bugheist/bug/state';
import type { Tx } from '../db/transaction.ts';
import { loadBugsById } from '../queue/load-bug.ts';
import { figuresOf } from './heartbeat.ts';
import { countLive, type DecisionRow, type LiveCounts, liveDecisions } from './store/decisions.ts';
import { guardsOf, type MinuteCounts, minutesSince } from './store/guards.ts';
import { incidentsSince } from './store/incidents.ts';
import { type GuardStanding, type Trouble, troubles } from './well-being.ts';

/** One incident of the last day, without an address. */
export interface ShownIncident {
  id: string;
  kind: 'background' | 'attack' | 'alarm';
  scenario: string;
  description: string;
  alerts: number;
  sources: number;
  lastAt: Date;
  /** As `ACME-42`; null where it went into no queue. */
  bug: string | null;
}

/** Everything the page of a perimeter shows. */
export interface Watch {
  troubles: readonly Trouble[];
  guards: readonly GuardStanding[];
  /** The last hour, minute by minute, oldest first. */
  minutes: readonly (MinuteCounts & { minute: Date })[];
  live: LiveCounts;
  decisions: readonly DecisionRow[];
  incidents: readonly ShownIncident[];
  /** Alerts of the last day by scenario, most first. */
  scenarios: readonly { name: string; alerts: number }[];
  topSources: readonly { address: string; requests: number; alerts: number }[];
}

const hour = 3_600_000;
const minute = 60_000;
export const mostDecisions = 100;

/** The caller has checked that whoever asks may watch the perimeter. */
export async function readWatch(tx: Tx, perimeterId: string, now: Date): Promise<Watch> {
  const guards = (await guardsOf(tx, perimeterId)).map((row) => ({
    id: row.id,
    name: row.name,
    addedAt: row.createdAt,
    lastSeenAt: row.lastSeenAt,
    figures: figuresOf(row),
  }));
  const live = await countLive(tx, perimeterId, now);
  const rows = await incidentsSince(tx, perimeterId, new Date(now.getTime() - 24 * hour), 500);
  const bugs = new Map(
    (await loadBugsById(tx, [...new Set(rows.flatMap(({ bugId }) => bugId ?? []))])).map((bug) => [
      bug.id,
      bug,
    ]),
  );
  const incidents = rows.map(({ id, kind, scenario, content, lastAt, bugId }) => ({
    id,
    kind,
    scenario,
    description: typeof content['description'] === 'string' ? content['description'] : '',
    alerts: Number(content['alertCount'] ?? 0),
    sources: Number(content['sourceCount'] ?? 0),
    lastAt,
    bug: (bugId && bugs.get(bugId)?.name) || null,
  }));
  const attacks = rows
    .filter(({ kind, bugId }) => kind === 'attack' && isStillOpen(bugId ? bugs.get(bugId) : undefined))
    .map(({ scenario, bugId }) => ({ scenario, bug: (bugId && bugs.get(bugId)?.name) || null }));
  return {
    troubles: troubles({ guards, heldDecisions: live.held, attacks: distinct(attacks) }, now),
    guards,
    minutes: everyMinute(await minutesSince(tx, perimeterId, new Date(now.getTime() - hour)), now),
    live,
    decisions: await liveDecisions(tx, perimeterId, now, mostDecisions),
    incidents,
    scenarios: addUp(incidents),
    topSources: topSourcesOf(guards),
  };
}

/** The busiest clients of every guard together, the one with most alerts first. */
export function topSourcesOf(guards: readonly GuardStanding[]): Watch['topSources'] {
  const sums = new Map<string, { requests: number; alerts: number }>();
  for (const { figures } of guards)
    for (const { address, requests, alerts } of figures?.topSources ?? []) {
      const sum = sums.get(address) ?? { requests: 0, alerts: 0 };
      sums.set(address, { requests: sum.requests + requests, alerts: sum.alerts + alerts });
    }
  return [...sums]
    .map(([address, counts]) => ({ address, ...counts }))
    .sort((a, b) => b.alerts - a.alerts || b.requests - a.requests)
    .slice(0, 10);
}

/** An attack without a bug is this server's own, which nobody's queue follows. */
const isStillOpen = (bug: { state: Parameters<typeof isOpen>[0] } | undefined): boolean =>
  bug === undefined || isOpen(bug.state);

function distinct(attacks: readonly { bug: string | null; scenario: string }[]) {
  const seen = new Map(attacks.map((attack) => [attack.bug ?? attack.scenario, attack]));
  return [...seen.values()].slice(0, 10);
}

/** With a zero for each minute nothing was told of. The minute under way is left out: it would look like a fall. */
function everyMinute(known: Watch['minutes'], now: Date): Watch['minutes'] {
  const byMinute = new Map(known.map((one) => [one.minute.getTime(), one]));
  const last = Math.floor(now.getTime() / minute) * minute;
  return Array.from({ length: 60 }, (_, index) => {
    const at = last - (60 - index) * minute;
    return byMinute.get(at) ?? { minute: new Date(at), requests: 0, blocked: 0, alerts: 0 };
  });
}

function addUp(incidents: readonly ShownIncident[]): Watch['scenarios'] {
  const sums = new Map<string, number>();
  for (const { kind, scenario, alerts } of incidents)
    if (kind !== 'alarm') sums.set(scenario, (sums.get(scenario) ?? 0) + alerts);
  return [...sums]
    .map(([name, alerts]) => ({ name, alerts }))
    .sort((a, b) => b.alerts - a.alerts || a.name.localeCompare(b.name))
    .slice(0, 10);
}
