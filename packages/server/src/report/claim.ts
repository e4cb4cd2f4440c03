import { recordAudit } from '../audit/record.ts';
import type { Tx } from '../db/transaction.ts';
import type { ClaimActor, PersonActor } from '../permission/actor.ts';
import { loadReport } from '../queue/load-report.ts';
import { recordEvent } from '../queue/record-event.ts';
import { addWatchers } from '../queue/store/events.ts';
import { Refusal } from '../refusal.ts';
import { reportWords } from '../words/report.ts';
import { readClaimCookie } from './claim-cookie.ts';
import { claimHash } from './claim-phrase.ts';
import { giveReport, isClaimable, reportIdByClaim } from './store/reports.ts';

/** How often phrases may be tried from one address. Guessing is hopeless anyway; this keeps the noise down. */
export const claimLimit = { name: 'claim', burst: 10, intervalSeconds: 60 } as const;

/** Who brings this cookie; null when it is forged or old, or when the report has been adopted. For the kernel's port. */
export async function claimActor(
  tx: Tx,
  key: Uint8Array,
  cookie: string,
  now: Date,
): Promise<ClaimActor | null> {
  const reportId = readClaimCookie(key, cookie, now);
  return reportId !== null && (await isClaimable(tx, reportId)) ? { type: 'claim', reportId } : null;
}

/** The report that a phrase opens, or null. */
export const reportOfPhrase = (tx: Tx, phrase: string): Promise<string | null> =>
  reportIdByClaim(tx, claimHash(phrase));

/**
 * Makes an anonymous report a person's own; its phrase opens it no longer. The caller has checked that they hold the
 * phrase or its cookie, and `report.adopt`. Throws `conflict` when somebody was faster.
 */
export async function adoptReport(tx: Tx, reportId: string, actor: PersonActor, now: Date): Promise<void> {
  if (!(await giveReport(tx, reportId, actor.id)))
    throw new Refusal('conflict', reportWords.errors.alreadyAdopted);
  const loaded = await loadReport(tx, reportId);
  if (!loaded) throw new Error(`Expected report ${reportId} after giving it to a person, found none.`);
  await addWatchers(tx, loaded.bug.id, [actor.id], now);
  const event = {
    bug: loaded.bug,
    type: 'adopted',
    actor,
    actorKind: 'reporter',
    audience: 'reporter',
  } as const;
  await recordEvent(tx, { ...event, content: { report: reportId }, tells: null }, now);
  await recordAudit(tx, { actor, action: 'report.adopt', objectType: 'report', objectId: reportId }, now);
}
