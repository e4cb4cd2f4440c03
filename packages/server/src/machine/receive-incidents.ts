import { createHash } from 'node:crypto';
import { presentable } from '@bugheist/guard/decisions/decision';
import type { Tx } from '../db/transaction.ts';
import { newId } from '../id.ts';
import { lockOrganization } from '../organization/store/organizations.ts';
import { fileSighting, isKnown } from '../queue/file-sighting.ts';
import { growSighting } from '../queue/grow-sighting.ts';
import { Refusal } from '../refusal.ts';
import type { SentIncident } from './incident.ts';
import { incidentSighting, overflowSighting, type Seen } from './incident-sighting.ts';
import {
  countIncidents,
  type IncidentRow,
  insertIncident,
  knownIncidents,
  updateIncident,
} from './store/incidents.ts';

export interface SentIncidents {
  guard: { id: string; name: string; perimeterId: string };
  /** Whose queue they go to; null for this server's own guard, when its operator named none. */
  organizationId: string | null;
  run: string;
  incidents: readonly SentIncident[];
}

export interface Received {
  /** New ones, each a sighting of a bug now. */
  filed: number;
  /** Known ones with more in them. */
  grown: number;
  /** Known ones: the request came twice, or out of order. */
  unchanged: number;
}

/** How many bugs a perimeter's guards open in a day; what comes beyond shares one. */
export const mostOpenedADay = 50;
/** How many incidents a perimeter's guards tell of in a day before they are asked to wait. */
export const mostToldADay = 5000;

/**
 * Files what a guard told of: all of it or, when anything fails, nothing. An incident keeps its name while it grows; one
 * that was sent before changes nothing. Throws `too-many-requests` for a flood.
 */
export async function receiveIncidents(tx: Tx, sent: SentIncidents, now: Date): Promise<Received> {
  const { guard, organizationId } = sent;
  // Two requests of one guard wait for each other here, so that a repeated one sees what the first filed.
  if (organizationId !== null) await lockOrganization(tx, organizationId);
  const keys = sent.incidents.map(({ id }) => keyOf(id));
  const known = await knownIncidents(tx, guard.id, keys);
  const dayAgo = new Date(now.getTime() - 24 * 3_600_000);
  const today = await countIncidents(tx, guard.perimeterId, dayAgo);
  const fresh = new Set(keys.map(hexOf).filter((key) => !known.has(key)));
  if (today.told + fresh.size > mostToldADay) throw flood();
  const received: Received = { filed: 0, grown: 0, unchanged: 0 };
  for (const [index, incident] of sent.incidents.entries()) {
    const key = keys[index] ?? keyOf(incident.id);
    const hex = hexOf(key);
    const earlier = known.get(hex);
    if (earlier) {
      const grown = await grow(tx, sent, { earlier, incident }, now);
      if (grown) known.set(hex, grown);
      received[grown ? 'grown' : 'unchanged'] += 1;
      continue;
    }
    const row = await file(tx, sent, { key, incident, mayOpen: today.opened < mostOpenedADay }, now);
    if (row.opened) today.opened += 1;
    known.set(hex, row);
    received.filed += 1;
  }
  return received;
}

async function file(
  tx: Tx,
  sent: SentIncidents,
  { key, incident, mayOpen }: { key: Uint8Array; incident: SentIncident; mayOpen: boolean },
  now: Date,
): Promise<IncidentRow> {
  const { guard } = sent;
  const filed = await fileAsSighting(tx, sent, { incident, mayOpen }, now);
  const { firstAt, lastAt } = timesOf(incident, now);
  const row: IncidentRow = {
    id: newId(now),
    guardId: guard.id,
    perimeterId: guard.perimeterId,
    key,
    kind: incident.kind,
    scenario: incident.scenario,
    content: { ...incident, id: presentable(incident.id).toWellFormed() },
    runs: { [sent.run]: { alerts: incident.alertCount, events: incident.eventCount } },
    sightingId: filed?.sightingId ?? null,
    bugId: filed?.bugId ?? null,
    opened: filed?.outcome === 'opened',
    firstAt,
    lastAt,
    createdAt: now,
    updatedAt: now,
  };
  await insertIncident(tx, row);
  return row;
}

async function fileAsSighting(
  tx: Tx,
  { guard, organizationId }: SentIncidents,
  { incident, mayOpen }: { incident: SentIncident; mayOpen: boolean },
  now: Date,
) {
  if (organizationId === null) return null;
  const seen: Seen = { organizationId, guardName: guard.name, now };
  const sighting = incidentSighting(incident, seen);
  if (mayOpen || (await isKnown(tx, sighting))) return fileSighting(tx, sighting, now);
  return fileSighting(tx, overflowSighting(incident, seen), now);
}

/** Null when nothing came to what is known. */
async function grow(
  tx: Tx,
  sent: SentIncidents,
  { earlier, incident }: { earlier: IncidentRow; incident: SentIncident },
  now: Date,
): Promise<IncidentRow | null> {
  if (incident.alertCount <= (earlier.runs[sent.run]?.alerts ?? 0)) return null;
  const { alertCount, eventCount } = incident;
  const runs = withRun(earlier.runs, sent.run, { alerts: alertCount, events: eventCount });
  const total = sumOf(Object.values(runs));
  const { firstAt, lastAt } = timesOf(incident, now);
  const whole: SentIncident = {
    ...incident,
    id: presentable(incident.id).toWellFormed(),
    alertCount: total.alerts,
    eventCount: total.events,
    first: Math.min(firstAt.getTime(), earlier.firstAt.getTime()),
    last: Math.max(lastAt.getTime(), earlier.lastAt.getTime()),
  };
  const change = {
    content: whole,
    runs,
    firstAt: new Date(whole.first),
    lastAt: new Date(whole.last),
    updatedAt: now,
    bugId: await growBug(tx, sent, { earlier, whole }, now),
  };
  await updateIncident(tx, earlier.id, change);
  return { ...earlier, ...change };
}

async function growBug(
  tx: Tx,
  { guard, organizationId }: SentIncidents,
  { earlier, whole }: { earlier: IncidentRow; whole: SentIncident },
  now: Date,
): Promise<string | null> {
  if (organizationId === null || earlier.sightingId === null) return earlier.bugId;
  const sighting = incidentSighting(whole, { organizationId, guardName: guard.name, now });
  return growSighting(tx, earlier.sightingId, sighting, now);
}

const keyOf = (id: string): Uint8Array => createHash('sha256').update(id.toWellFormed()).digest();

const hexOf = (key: Uint8Array): string => Buffer.from(key).toString('hex');

/** A guard whose clock is ahead saw nothing in the future. */
function timesOf({ first, last }: SentIncident, now: Date): { firstAt: Date; lastAt: Date } {
  const until = Math.min(last, now.getTime());
  return { firstAt: new Date(Math.min(first, until)), lastAt: new Date(until) };
}

/** At most this many runs are told apart; a guard that starts more often than that in a day is broken otherwise. */
const mostRuns = 50;

type Runs = IncidentRow['runs'];
type Counts = Runs[string];

function withRun(runs: Runs, run: string, counts: Counts): Runs {
  const others = Object.entries(runs).filter(([name]) => name !== run && name !== 'earlier');
  const kept = others.slice(-mostRuns);
  const dropped = others.slice(0, others.length - kept.length).map(([, one]) => one);
  const earlier = sumOf([...dropped, ...(runs['earlier'] ? [runs['earlier']] : [])]);
  return Object.fromEntries([...(earlier.alerts > 0 ? [['earlier', earlier]] : []), ...kept, [run, counts]]);
}

const sumOf = (counts: readonly Counts[]): Counts => ({
  alerts: counts.reduce((sum, { alerts }) => sum + alerts, 0),
  events: counts.reduce((sum, { events }) => sum + events, 0),
});

const flood = () =>
  new Refusal(
    'too-many-requests',
    `At most ${mostToldADay} incidents are taken in a day. The guard keeps the rest; find out why there are so many.`,
    { headers: { 'retry-after': '3600' } },
  );
