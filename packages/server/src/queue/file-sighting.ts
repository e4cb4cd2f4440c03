import { findTransition } from '@bugheist/bug/transitions';
import type { Tx } from '../db/transaction.ts';
import { newId } from '../id.ts';
import { lockOrganization, type OrganizationRow } from '../organization/store/organizations.ts';
import { system } from '../permission/actor.ts';
import { applyTransition } from './apply-transition.ts';
import { attachSighting } from './attach-sighting.ts';
import { type LoadedBug, loadBugsById } from './load-bug.ts';
import { type Match, matchSighting } from './match-sighting.ts';
import { openBug } from './open-bug.ts';
import { openBugsAttacked, raiseBug } from './raise-bug.ts';
import { recordEvent } from './record-event.ts';
import { type MachineSighting, machineName, type ReportSighting, type Sighting } from './sighting.ts';
import { addWatchers, triagersOf } from './store/events.ts';
import { insertHold } from './store/sightings.ts';
import { storeReport, storeSighting } from './store-sighting.ts';

export interface Filed {
  outcome: 'opened' | 'attached' | 'reopened';
  bugId: string;
  /** As `ACME-42`. */
  name: string;
  sightingId: string;
  /** Null for a machine's sighting. */
  reportId: string | null;
  /** Names of bugs it could be the same as. */
  possiblySame: readonly string[];
}

/**
 * The one door into the queue. A report opens a bug of its own; a machine's sighting is attached to the bug it is of,
 * or opens one. Sightings of one organization are filed one after the other, so two equal ones at once make one bug.
 * The caller has checked permission and that the asset is the organization's.
 */
export async function fileSighting(tx: Tx, sighting: Sighting, now: Date): Promise<Filed> {
  const organization = await lockOrganization(tx, sighting.organizationId);
  if (!organization)
    throw new Error(`Expected an organization with id ${sighting.organizationId}, found none.`);
  return sighting.type === 'report'
    ? fileReport(tx, sighting, organization, now)
    : fileMachineSighting(tx, sighting, organization, now);
}

/** Whether the sighting is of a bug that is there: filing it would open none. */
export async function isKnown(tx: Tx, sighting: MachineSighting): Promise<boolean> {
  if (sighting.urgency?.type === 'attack' && (await openBugsAttacked(tx, sighting)).length > 0) return true;
  return (await matchSighting(tx, sighting)).found === 'one';
}

async function fileReport(
  tx: Tx,
  sighting: ReportSighting,
  organization: OrganizationRow,
  now: Date,
): Promise<Filed> {
  const opened = await openBug(tx, sighting, organization, now);
  const reportId = await storeReport(tx, sighting, opened.id, now);
  const sightingId = await storeSighting(tx, sighting, { bugId: opened.id, reportId }, now);
  const reporters = sighting.reporterId === null ? [] : [sighting.reporterId];
  const bug = {
    ...opened,
    object: { ...opened.object, reporterIds: reporters, reportIds: [reportId] },
  };
  await addWatchers(tx, bug.id, reporters, now);
  if (sighting.hold) await holdBug(tx, bug, sighting.hold, now);
  await recordFiled(tx, bug, sighting, now);
  return { outcome: 'opened', bugId: bug.id, name: bug.name, sightingId, reportId, possiblySame: [] };
}

async function fileMachineSighting(
  tx: Tx,
  sighting: MachineSighting,
  organization: OrganizationRow,
  now: Date,
): Promise<Filed> {
  const attacked = sighting.urgency?.type === 'attack' ? await openBugsAttacked(tx, sighting) : [];
  const [mostSevere] = attacked;
  const match: Match = mostSevere ? { found: 'one', bugId: mostSevere } : await matchSighting(tx, sighting);
  for (const bugId of attacked) await raiseBug(tx, bugId, sighting, now);
  if (match.found === 'one') return attachSighting(tx, sighting, match.bugId, now);
  const bug = await openBug(tx, sighting, organization, now);
  const sightingId = await storeSighting(tx, sighting, { bugId: bug.id, reportId: null }, now);
  await recordFiled(tx, bug, sighting, now);
  if (sighting.urgency?.type === 'noise') await closeNoise(tx, bug, sighting.urgency.reason, now);
  const others = match.found === 'several' ? await loadBugsById(tx, match.bugIds) : [];
  const possiblySame = others.map(({ name }) => name).sort();
  if (others.length > 0)
    await recordEvent(
      tx,
      {
        bug,
        type: 'possibly-same',
        actor: system,
        audience: 'members',
        content: { bugs: possiblySame },
        tells: null,
      },
      now,
    );
  return { outcome: 'opened', bugId: bug.id, name: bug.name, sightingId, reportId: null, possiblySame };
}

async function recordFiled(tx: Tx, bug: LoadedBug, sighting: Sighting, now: Date): Promise<void> {
  const isQuiet = bug.heldAt !== null || (sighting.type !== 'report' && sighting.urgency?.type === 'noise');
  const triagers = isQuiet ? [] : await triagersOf(tx, bug.organizationId, bug.staffedAt !== null);
  await recordEvent(
    tx,
    {
      bug,
      type: 'filed',
      actor: sighting.type === 'report' ? sighting.actor : system,
      actorKind: sighting.type === 'report' ? 'reporter' : 'system',
      audience: 'reporter',
      content: { source: sighting.type === 'report' ? 'person' : machineName(sighting) },
      tells: triagers.map(({ id }) => id),
    },
    now,
  );
}

/** Nobody is asked to look at what every machine on the net sees; it stays findable, and a person may reopen it. */
async function closeNoise(tx: Tx, bug: LoadedBug, reason: string, now: Date): Promise<void> {
  const transition = findTransition(bug.state, 'close-informative');
  if (!transition) throw new Error(`Expected a way to close a ${bug.state} bug as informative, found none.`);
  await applyTransition(tx, { bug, transition, actor: system, content: { reason } }, now);
}

async function holdBug(
  tx: Tx,
  bug: LoadedBug,
  { reason, score, signals }: NonNullable<ReportSighting['hold']>,
  now: Date,
): Promise<void> {
  await insertHold(tx, {
    id: newId(now),
    bugId: bug.id,
    reason,
    score: Math.round(score),
    signals: [...signals],
    heldAt: now,
  });
  await recordEvent(tx, { bug, type: 'held', actor: system, audience: 'reporter', tells: null }, now);
}
