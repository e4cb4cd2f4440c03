import type { Tx } from '../db/transaction.ts';
import type { LoadedBug } from './load-bug.ts';
import { eventsOf, peopleAndAsset } from './store/bug-page.ts';
import { sightingsUnder } from './store/conversation.ts';

export type BugOutside = Awaited<ReturnType<typeof readOutside>>;

/**
 * What anybody may know of a disclosed bug: its own reports (a merged one belongs to somebody who was not asked), the
 * text of them only under full disclosure, its reporters' names only with their consent, and its way through the
 * states without reasons or people. The caller has checked `bug.read`.
 */
export async function readOutside(tx: Tx, bug: LoadedBug) {
  const sightings = await sightingsUnder(tx, bug.id);
  const own = sightings.filter(({ filedUnder, report }) => filedUnder === bug.id && report !== null);
  const events = await eventsOf(tx, bug.id, 'reporter');
  const { assetName } = await peopleAndAsset(tx, bug.id);
  return {
    assetName,
    reports: own.flatMap(({ report, reporterHandle, reporterName }) => {
      if (!report || report.withdrawnAt) return [];
      const isNamed = report.creditPublic && reporterHandle !== null;
      return [
        {
          id: report.id,
          reporter: isNamed ? { handle: reporterHandle, name: reporterName || reporterHandle } : null,
          text: bug.disclosure === 'full' ? report : null,
        },
      ];
    }),
    changes: events
      .filter(({ type }) => type === 'transition')
      .map(({ id, at, content }) => ({ id, at, from: content['from'], to: content['to'] })),
  };
}
