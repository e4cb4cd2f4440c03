import type { Tx } from '../db/transaction.ts';
import { refusedBecause, type SentDecision, type SentEnding } from './decision.ts';
import {
  changesAfter,
  countLiveOf,
  type DecisionRow,
  decisionsById,
  insertDecisions,
  latestChange,
  type NewDecision,
  updateDecision,
} from './store/decisions.ts';
import { announce } from './store/news.ts';
import { lockPerimeter, takeChanges } from './store/perimeters.ts';

/** One guard's live decisions are at most so many: more is a mistake, or a stolen token. */
const mostLive = 20_000;
const pageSize = 500;

export interface Pushed {
  accepted: number;
  refused: { id: string; why: string }[];
}

/**
 * Takes what a guard decided, ended and confirmed; a decision that is known changes only in that. What is refused is
 * named with its reason, and the rest goes on: one bad decision must not hold up the others.
 */
export async function pushDecisions(
  tx: Tx,
  guard: { id: string; name: string; perimeterId: string },
  sent: { decisions: readonly SentDecision[]; endings: readonly SentEnding[] },
  now: Date,
): Promise<Pushed> {
  await lockPerimeter(tx, guard.perimeterId);
  const ids = [...sent.decisions.map(({ id }) => id), ...sent.endings.map(({ id }) => id)];
  const known = new Map((await decisionsById(tx, guard.perimeterId, ids)).map((row) => [row.id, row]));
  const refused: Pushed['refused'] = [];
  const fresh = new Map<string, SentDecision>();
  const room = mostLive - (await countLiveOf(tx, guard.perimeterId, guard.id, now));
  for (const decision of sent.decisions) {
    if (known.has(decision.id) || fresh.has(decision.id)) continue;
    const why = fresh.size < room ? refusedBecause(decision, now) : `more than ${mostLive} are live`;
    if (why === null) fresh.set(decision.id, decision);
    else refused.push({ id: decision.id, why });
  }
  const confirmed = sent.decisions.filter(({ id, held }) => !held && isHeldBy(known.get(id), guard.id));
  const ended = sent.endings.filter(({ id }) => known.get(id)?.endedAt === null || fresh.has(id));
  const changes = fresh.size + confirmed.length + ended.length;
  let change = changes === 0 ? 0 : await takeChanges(tx, guard.perimeterId, changes);
  await insertDecisions(
    tx,
    [...fresh.values()].map((decision) => rowOf(decision, guard, { change: change++, now })),
  );
  for (const { id } of confirmed)
    await updateDecision(tx, guard.perimeterId, id, {
      held: false,
      confirmedAt: now,
      confirmedBy: guard.name,
      change: change++,
    });
  for (const { id, at, by, why } of ended)
    await updateDecision(tx, guard.perimeterId, id, {
      endedAt: new Date(Math.min(at, now.getTime())),
      endedBy: `${by} on ${guard.name}`.slice(0, 100).toWellFormed(),
      endedWhy: why,
      change: change++,
    });
  if (changes > 0) await announce(tx, guard.perimeterId);
  return { accepted: sent.decisions.length - refused.length, refused };
}

export interface Changes {
  items: readonly DecisionRow[];
  /** Send it back to get what follows. */
  next: string;
  /** Whether there is more already. */
  more: boolean;
}

/**
 * What changed after a cursor; everything that is kept for null, and for a cursor of another perimeter or of a database
 * that was restored from an older backup.
 */
export async function decisionChanges(tx: Tx, perimeterId: string, cursor: string | null): Promise<Changes> {
  const latest = await latestChange(tx, perimeterId);
  const [name, given] = (cursor ?? '').split('.');
  const known = name === perimeterId && /^\d{1,15}$/.test(given ?? '') ? Number(given) : 0;
  const after = known > latest ? 0 : known;
  const rows = await changesAfter(tx, perimeterId, after, pageSize + 1);
  const items = rows.slice(0, pageSize);
  return {
    items,
    next: `${perimeterId}.${items.at(-1)?.change ?? after}`,
    more: rows.length > pageSize,
  };
}

/** A guard confirms only what it holds itself: another's waits for a person. */
const isHeldBy = (row: DecisionRow | undefined, guardId: string): boolean =>
  row?.held === true && row.guardId === guardId;

const rowOf = (
  decision: SentDecision,
  guard: { id: string; perimeterId: string },
  { change, now }: { change: number; now: Date },
): NewDecision => ({
  perimeterId: guard.perimeterId,
  id: decision.id,
  guardId: guard.id,
  scope: decision.scope,
  value: decision.value,
  host: decision.host,
  measure: decision.measure,
  scenario: decision.scenario,
  reason: decision.reason,
  evidence: [...decision.evidence],
  startsAt: new Date(decision.from),
  endsAt: new Date(decision.until),
  origin: decision.origin,
  shadow: decision.shadow,
  held: decision.held,
  strike: decision.strike,
  change,
  createdAt: now,
});
