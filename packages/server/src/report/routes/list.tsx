import { z } from 'zod';
import { isId } from '../../id.ts';
import { personId } from '../../permission/actor.ts';
import { link, urls } from '../../urls.ts';
import { formatOf } from '../../web/format-of.ts';
import { page } from '../../web/reply.ts';
import { type AnyRoute, route } from '../../web/route.ts';
import { reportDone, reportWords } from '../../words/report.ts';
import { readClaimCookie } from '../claim-cookie.ts';
import { contentOf, isWorthKeeping } from '../content.ts';
import type { ReportDeps } from '../routes.ts';
import { listDrafts } from '../store/drafts.ts';
import { isClaimable, reportsOf } from '../store/reports.ts';
import { FiledPage } from '../views/filed-page.tsx';
import { ReportList } from '../views/report-list.tsx';
import { reachOf } from './draft-cookie.ts';
import { aboutReport } from './load.ts';

const pageSize = 30;

export const listRoutes = ({ key }: ReportDeps): readonly AnyRoute[] => [
  route({
    method: 'GET',
    url: urls.reports,
    actor: 'cookie',
    // 'anyone' said aloud: everybody sees their own drafts and reports here, which may be none.
    permission: 'anyone',
    query: z.object({ before: z.string().max(36).optional(), done: z.string().max(20).optional() }),
    async handle(context) {
      const { tx, now, actor, query, request } = context;
      const reporter = personId(actor);
      const before = query.before !== undefined && isId(query.before) ? query.before : null;
      const reports = reporter === null ? [] : await reportsOf(tx, reporter, { before, limit: pageSize + 1 });
      const shown = reports.slice(0, pageSize);
      const reach = reachOf(context);
      const drafts = reach === null ? [] : await listDrafts(tx, reach);
      const claim = readClaimCookie(key, request.cookie('claim') ?? '', now);
      return page(
        reportWords.list.title,
        <ReportList
          token={context.formToken}
          reports={shown}
          older={reports.length > pageSize ? link(urls.reports, null, { before: shown.at(-1)?.id }) : null}
          drafts={drafts
            .map(({ id, content, updatedAt }) => ({ id, content: contentOf(content), updatedAt }))
            .filter(({ content }) => isWorthKeeping(content))}
          claimedReport={claim !== null && (await isClaimable(tx, claim)) ? claim : null}
          isSignedIn={reporter !== null}
          format={formatOf(context)}
          now={now}
        />,
        { done: reportDone(query.done) },
      );
    },
  }),
  route({
    ...aboutReport,
    method: 'GET',
    url: urls.reportFiled,
    permission: 'report.read',
    async handle(context) {
      const { loaded, request } = context;
      const [reportId, phrase = ''] = (request.cookie('phrase') ?? '').split('.');
      const isShown = reportId === loaded.report.id && /^[a-z]+(?:-[a-z]+){7}$/.test(phrase);
      // Shown once: whoever comes to this browser next does not find it.
      if (isShown) context.clearCookie('phrase');
      return page(
        reportWords.filed.title(loaded.bug.name),
        <FiledPage loaded={loaded} phrase={isShown ? phrase : null} isSignedIn={context.signedIn !== null} />,
        { scripts: ['copy'], width: 'narrow' },
      );
    },
  }),
];
