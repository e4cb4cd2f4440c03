import type { Tx } from '../db/transaction.ts';
import type { LoadedBug } from './load-bug.ts';
import { eventsOf, peopleAndAsset } from './store/bug-page.ts';
import { sightingsUnder } from './store/conversation.ts';
import { lastPublished } from './store/disclosure.ts';

export type BugOutside = Awaited<ReturnType<typeof readOutside>>;

/**
 * What anybody may know of a disclosed bug: its own reports (a merged one belongs to somebody who was not asked), their
 * text only under full disclosure, the summary that was written for everybody, its reporters' names only with their
 * consent, and its way through the states without reasons or people. The caller has checked `bug.read`.
 */
export async function readOutside(tx: Tx, bug: LoadedBug) {
  const sightings = await sightingsUnder(tx, bug.id);
  const own = sightings.filter(({ filedUnder, report }) => filedUnder === bug.id && report !== null);
  const events = await eventsOf(tx, bug.id, 'reporter');
  const isFull = bug.disclosure === 'full';
  const { assetName } = await peopleAndAsset(tx, bug.id);
  return {
    assetName: isFull ? assetName : null,
    summary: (await lastPublished(tx, bug.id))?.summaryHtml ?? null,
    reports: own.flatMap(({ report, reporterHandle, reporterName }) => {
      if (!report || report.withdrawnAt) return [];
      const isNamed = report.creditPublic && reporterHandle !== null;
      return [
        {
          id: report.id,
          reporter: isNamed ? { handle: reporterHandle, name: reporterName || reporterHandle } : null,
          text: isFull ? report : null,
        },
      ];
    }),
    changes: events
      .filter(({ type }) => type === 'transition')
      .map(({ id, at, content }) => ({ id, at, from: content['from'], to: content['to'] })),
  };
}

/** A bug under limited disclosure as the public may see it: neither where it is nor of what sort, only how bad. */
export const withoutDetails = (bug: LoadedBug): LoadedBug =>
  bug.disclosure === 'full'
    ? bug
    : { ...bug, location: '', weakness: null, cvssVector: null, assetId: null, sources: [] };
