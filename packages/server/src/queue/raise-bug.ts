import { locationKey } from '@bugheist/bug/location-key';
import { type Severity, severityRank } from '@bugheist/bug/severity';
import { recordAudit } from '../audit/record.ts';
import type { Tx } from '../db/transaction.ts';
import { system } from '../permission/actor.ts';
import { bugWords } from '../words/bug.ts';
import { type LoadedBug, lockBug } from './load-bug.ts';
import { recordEvent } from './record-event.ts';
import { type MachineSighting, machineName } from './sighting.ts';
import { changeBug } from './store/bugs.ts';
import { triagersOf, wasRaised } from './store/events.ts';
import { openSecurityBugsAt } from './store/sightings.ts';

/** Open security bugs at the place of an attack, the most severe first; the queries of the addresses make no difference. */
export async function openBugsAttacked(tx: Tx, sighting: MachineSighting): Promise<string[]> {
  const [place = ''] = locationKey(sighting.location).split('?');
  return place === '' ? [] : openSecurityBugsAt(tx, sighting.organizationId, place);
}

/**
 * A live attack on an open bug: everybody who follows or triages it is told, and the first time its severity goes up by
 * one, to high at least. Once only: what people make of it afterwards stands.
 */
export async function raiseBug(tx: Tx, bugId: string, sighting: MachineSighting, now: Date): Promise<void> {
  const bug = await lockBug(tx, bugId);
  const triagers = await triagersOf(tx, bug.organizationId, bug.staffedAt !== null);
  const severity = (await wasRaised(tx, bug.id)) ? bug.severity : raised(bug.severity);
  const isRaised = severity !== bug.severity;
  await recordEvent(
    tx,
    {
      bug,
      type: 'attacked',
      actor: system,
      audience: 'members',
      content: { source: machineName(sighting), reason: sighting.urgency?.reason ?? '', raised: isRaised },
      tells: triagers.map(({ id }) => id),
    },
    now,
  );
  if (isRaised && severity !== null) await rateAttacked(tx, bug, severity, now);
}

/** The vector stays: it says what the bug allows, not what happens. */
async function rateAttacked(tx: Tx, bug: LoadedBug, severity: Severity, now: Date): Promise<void> {
  await changeBug(tx, bug.id, { severity, severityRank: severityRank(severity) }, now);
  const { cvssScore: score, cvssVector: vector } = bug;
  const from = { severity: bug.severity, score, vector };
  const to = { severity, score, vector };
  const content = { from, to, reason: bugWords.raisedByAttack };
  await recordEvent(tx, { bug, type: 'rated', actor: system, audience: 'reporter', content, tells: [] }, now);
  await recordAudit(
    tx,
    { actor: system, action: 'bug.rate', objectType: 'bug', objectId: bug.name, content: { from, to } },
    now,
  );
}

const raised = (severity: Severity | null): Severity =>
  severity === 'high' || severity === 'critical' ? 'critical' : 'high';
