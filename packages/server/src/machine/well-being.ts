import type { Figures } from './heartbeat.ts';

/** One guard as the page shows it. */
export interface GuardStanding {
  id: string;
  name: string;
  addedAt: Date;
  lastSeenAt: Date | null;
  /** Null before its first heartbeat. */
  figures: Figures | null;
}

/** Something a person should look at; `guard` names the machine where it is about one. */
export type Trouble =
  | { type: 'silent'; guard: string; since: Date }
  | { type: 'never-seen'; guard: string }
  | { type: 'behind'; guard: string; source: string; bytes: number }
  | { type: 'bouncer-down'; guard: string; bouncer: string }
  | { type: 'clock'; guard: string; aheadMs: number }
  | { type: 'unwritten'; guard: string; entries: number }
  | { type: 'held'; decisions: number }
  | { type: 'attacked'; bug: string | null; scenario: string };

export interface Situation {
  guards: readonly GuardStanding[];
  heldDecisions: number;
  /** Attacks that got through in the last day, with the bugs they raised or opened that are still open. */
  attacks: readonly { bug: string | null; scenario: string }[];
}

const minute = 60_000;
const silentAfterMs = 2 * minute;
const farBehindBytes = 50_000_000;
const farAheadMs = minute;

/** Everything to look at, the worst first; nothing when all is well. */
export function troubles({ guards, heldDecisions, attacks }: Situation, now: Date): Trouble[] {
  return [
    ...attacks.map((attack): Trouble => ({ type: 'attacked', ...attack })),
    ...(heldDecisions > 0 ? [{ type: 'held' as const, decisions: heldDecisions }] : []),
    ...guards.flatMap((guard) => guardTroubles(guard, now)),
  ];
}

/** Whether it told of itself within the last minutes. */
export const isHeard = ({ lastSeenAt }: Pick<GuardStanding, 'lastSeenAt'>, now: Date): boolean =>
  lastSeenAt !== null && now.getTime() - lastSeenAt.getTime() <= silentAfterMs;

function guardTroubles(standing: GuardStanding, now: Date): Trouble[] {
  const { name: guard, lastSeenAt, addedAt, figures } = standing;
  if (lastSeenAt === null)
    return now.getTime() - addedAt.getTime() > 10 * minute ? [{ type: 'never-seen', guard }] : [];
  if (!isHeard(standing, now)) return [{ type: 'silent', guard, since: lastSeenAt }];
  if (figures === null) return [];
  return [
    ...figures.bouncers
      .filter(({ up }) => !up)
      .map(({ name }): Trouble => ({ type: 'bouncer-down', guard, bouncer: name })),
    ...figures.sources
      .filter(({ behindBytes }) => behindBytes > farBehindBytes)
      .map(({ name, behindBytes }): Trouble => ({ type: 'behind', guard, source: name, bytes: behindBytes })),
    ...(figures.unwritten > 0 ? [{ type: 'unwritten' as const, guard, entries: figures.unwritten }] : []),
    ...(Math.abs(figures.aheadMs) > farAheadMs
      ? [{ type: 'clock' as const, guard, aheadMs: figures.aheadMs }]
      : []),
  ];
}
