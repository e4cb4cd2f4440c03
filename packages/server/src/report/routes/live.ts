import { can } from '../../permission/can.ts';
import { loadReport } from '../../queue/load-report.ts';
import { type LiveDeps, liveQuery, liveReply } from '../../queue/routes/live.ts';
import { urls } from '../../urls.ts';
import { type AnyRoute, route } from '../../web/route.ts';
import { aboutReport } from './load.ts';

/** Tells the open page of a report how much of what its reporter may see has changed since, signed in or by phrase. */
export const reportLiveRoute = ({ live }: { live: LiveDeps }): AnyRoute =>
  route({
    ...aboutReport,
    method: 'GET',
    url: urls.reportLive,
    permission: 'report.read',
    query: liveQuery,
    handle: async (context) => {
      const { actor, loaded } = context;
      const { report, bug } = loaded;
      return liveReply(live, context, {
        readerId: actor.type === 'person' ? actor.id : `claim ${report.id}`,
        concerns: ({ bugId, audience }) => bugId === bug.id && audience === 'reporter',
        of: { bugId: bug.id },
        known: async (tx, reader, events) => {
          const now = await loadReport(tx, report.id);
          return now && can(reader, 'report.read', now.object) ? events.length : null;
        },
      });
    },
  });
