import { sourceOf } from '@bugheist/bug/sighting';
import type { Tx } from '../db/transaction.ts';
import { newId } from '../id.ts';
import { type MachineSighting, machineName, type ReportSighting, type Sighting } from './sighting.ts';
import { insertFingerprints, insertReport, insertSighting } from './store/sightings.ts';

/** Keeps a person's report and returns its id. */
export async function storeReport(
  tx: Tx,
  sighting: ReportSighting,
  bugId: string,
  now: Date,
): Promise<string> {
  const id = newId(now);
  await insertReport(tx, {
    id,
    bugId,
    reporterId: sighting.reporterId,
    claimHash: sighting.claimHash,
    creditPublic: sighting.creditPublic,
    title: sighting.title,
    location: sighting.location,
    bodyMarkdown: sighting.body.markdown,
    bodyHtml: sighting.body.html,
    stepsMarkdown: sighting.steps.markdown,
    stepsHtml: sighting.steps.html,
    impactMarkdown: sighting.impact.markdown,
    impactHtml: sighting.impact.html,
    rendererVersion: sighting.rendererVersion,
    httpExchange: sighting.httpExchange,
    cvssVector: sighting.rating?.cvssVector ?? null,
    weakness: sighting.weakness,
    createdAt: now,
    updatedAt: now,
  });
  return id;
}

/** Keeps the evidence itself with its fingerprints and returns its id. */
export async function storeSighting(
  tx: Tx,
  sighting: Sighting,
  under: { bugId: string; reportId: string | null },
  now: Date,
): Promise<string> {
  const id = newId(now);
  const isReport = sighting.type === 'report';
  await insertSighting(tx, {
    id,
    bugId: under.bugId,
    filedUnder: under.bugId,
    type: sighting.type,
    source: isReport ? sourceOf(sighting) : machineName(sighting),
    seenAt: isReport ? now : sighting.seenAt,
    reportId: under.reportId,
    place: isReport ? {} : sighting.place,
    evidence: isReport ? {} : evidenceOf(sighting),
    createdAt: now,
  });
  const { bugId } = under;
  const { organizationId } = sighting;
  await insertFingerprints(tx, { sightingId: id, bugId, organizationId }, sighting.fingerprints);
  return id;
}

/** What a machine's sighting says, as it is kept. */
export const evidenceOf = (sighting: MachineSighting) => {
  if (sighting.type === 'hit') return { ...sighting.source, ...sighting.evidence };
  const { firstAt, lastAt, ...evidence } = sighting.evidence;
  return {
    ...sighting.source,
    ...evidence,
    firstAt: firstAt.toISOString(),
    lastAt: lastAt.toISOString(),
  };
};
