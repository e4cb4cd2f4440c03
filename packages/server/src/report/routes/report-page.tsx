import { z } from 'zod';
import { attachmentsOf } from '../../files/store.ts';
import { can } from '../../permission/can.ts';
import { type LoadedBug, loadBugById } from '../../queue/load-bug.ts';
import type { LoadedReport } from '../../queue/load-report.ts';
import { readDisclosure } from '../../queue/read-bug-page.ts';
import { commentsOfReport } from '../../queue/store/conversation.ts';
import { headOf } from '../../queue/store/merges.ts';
import type { FormState } from '../../queue/views/form-state.ts';
import { urls } from '../../urls.ts';
import { formatOf } from '../../web/format-of.ts';
import { page, type Reply } from '../../web/reply.ts';
import { type AnyRoute, type Context, route } from '../../web/route.ts';
import { reportDone } from '../../words/report.ts';
import { isAppealable } from '../appeal-decision.ts';
import { latestAppeal } from '../store/appeals.ts';
import { filesOfConversation } from '../store/conversation-files.ts';
import { reporterEvents } from '../store/events.ts';
import { revisionsOf } from '../store/reports.ts';
import { ReportPage } from '../views/report-page.tsx';
import { RevisionsPage } from '../views/revisions-page.tsx';
import { aboutReport } from './load.ts';

export const reportPageRoutes: readonly AnyRoute[] = [
  route({
    ...aboutReport,
    method: 'GET',
    url: urls.report,
    permission: 'report.read',
    query: z.object({ done: z.string().max(20).optional() }),
    handle: (context) => drawReport(context, context.loaded, { done: context.query.done }),
  }),
  route({
    ...aboutReport,
    method: 'GET',
    url: urls.reportRevisions,
    permission: 'report.read',
    async handle(context) {
      const { tx, loaded, now } = context;
      const revisions = await revisionsOf(tx, loaded.report.id);
      return page(
        loaded.report.title,
        <RevisionsPage loaded={loaded} revisions={revisions} format={formatOf(context)} now={now} />,
      );
    },
  }),
];

/** The page of a report; after a form of it was refused, with what was typed. */
export async function drawReport(
  context: Context,
  loaded: LoadedReport,
  { done, refused = null }: { done?: string | undefined; refused?: FormState | null },
): Promise<Reply> {
  const { tx, actor, now } = context;
  const { report, bug, object } = loaded;
  const appeal = await latestAppeal(tx, report.id);
  return page(
    report.title,
    <ReportPage
      loaded={loaded}
      token={context.formToken}
      files={await attachmentsOf(tx, { reportId: report.id })}
      comments={await commentsOfReport(tx, report.id)}
      commentFiles={await filesOfConversation(tx, report.id)}
      events={await reporterEvents(tx, bug.id)}
      parent={await parentOf(context, bug)}
      appeal={appeal}
      disclosure={await readDisclosure(tx, bug, actor)}
      state={refused}
      may={{
        comment: can(actor, 'report.comment', object),
        edit: can(actor, 'report.edit', object),
        appeal: can(actor, 'report.appeal', object) && isAppealable(bug, appeal),
      }}
      isClaimed={actor.type === 'claim'}
      format={formatOf(context)}
      now={now}
    />,
    {
      scripts: ['editor', 'files', 'copy', 'live'],
      done: reportDone(done),
      refused: refused?.message,
      ...(refused ? { status: 422 } : {}),
    },
  );
}

/** Number, state and first sighting of the bug this one was joined with; nothing else of it is another's to tell. */
async function parentOf({ tx }: Context, bug: LoadedBug) {
  if (bug.duplicateOf === null) return null;
  const head = await loadBugById(tx, await headOf(tx, bug.id));
  return head && { name: head.name, state: head.state, firstSeenAt: head.firstSeenAt };
}
