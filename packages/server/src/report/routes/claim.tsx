import { z } from 'zod';
import { clearThrottle, takeThrottle } from '../../account/throttle.ts';
import { can } from '../../permission/can.ts';
import { loadReport } from '../../queue/load-report.ts';
import { notFound } from '../../refusal.ts';
import { link, urls } from '../../urls.ts';
import { rateKey } from '../../web/client-address.ts';
import { textField } from '../../web/parse.ts';
import { page, type Reply, redirect } from '../../web/reply.ts';
import { type AnyRoute, type Context, route } from '../../web/route.ts';
import { reportDone, reportWords } from '../../words/report.ts';
import { adoptReport, claimLimit, reportOfPhrase } from '../claim.ts';
import { claimCookieSeconds, makeClaimCookie, readClaimCookie } from '../claim-cookie.ts';
import type { ReportDeps } from '../routes.ts';
import { isClaimable } from '../store/reports.ts';
import { ClaimPage } from '../views/claim-page.tsx';

export const claimRoutes = ({ key }: ReportDeps): readonly AnyRoute[] => [
  route({
    method: 'GET',
    url: urls.claim,
    actor: 'cookie',
    permission: 'anyone',
    query: z.object({ done: z.string().max(20).optional() }),
    async handle(context) {
      const held = readClaimCookie(key, context.request.cookie('claim') ?? '', context.now);
      const reportId = held !== null && (await isClaimable(context.tx, held)) ? held : null;
      return drawClaim(context, { reportId, error: null, done: reportDone(context.query.done) });
    },
  }),
  route({
    method: 'POST',
    url: urls.claim,
    actor: 'cookie',
    permission: 'anyone',
    rate: 'sensitive',
    body: { type: 'form', schema: z.object({ phrase: textField(300) }) },
    async handle(context) {
      const { tx, now, actor, body, request } = context;
      const subject = rateKey(request.address);
      const seconds = await takeThrottle(tx, claimLimit, subject, now);
      const { claimTooMany, claimUnknown } = reportWords.errors;
      if (seconds !== null) return drawClaim(context, { error: claimTooMany(seconds), status: 429 });
      const reportId = await reportOfPhrase(tx, body.phrase);
      if (reportId === null) return drawClaim(context, { error: claimUnknown, status: 422 });
      await clearThrottle(tx, claimLimit, subject);
      if (actor.type === 'person') return adopt(context, reportId);
      context.setCookie('claim', makeClaimCookie(key, reportId, now), { maxAge: claimCookieSeconds });
      return redirect(link(urls.report, { id: reportId }));
    },
  }),
  route({
    method: 'POST',
    url: urls.claimEnd,
    actor: 'cookie',
    permission: 'anyone',
    body: { type: 'form', schema: z.object({}) },
    async handle({ clearCookie }) {
      clearCookie('claim');
      clearCookie('phrase');
      return redirect(link(urls.claim, null, { done: 'ended' }));
    },
  }),
  route({
    // For somebody who opened a report by its phrase and signed in since: the cookie stands for the phrase.
    method: 'POST',
    url: urls.reportAdoption,
    actor: 'cookie',
    permission: 'account.use',
    params: z.object({ id: z.string() }),
    body: { type: 'form', schema: z.object({}) },
    async handle(context) {
      const held = readClaimCookie(key, context.request.cookie('claim') ?? '', context.now);
      if (held === null || held !== context.params.id) throw notFound('report');
      return adopt(context, held);
    },
  }),
];

async function adopt(context: Context, reportId: string): Promise<Reply> {
  const { tx, actor, now } = context;
  const loaded = await loadReport(tx, reportId);
  if (!loaded || actor.type !== 'person' || !can(actor, 'report.adopt', loaded.object))
    throw notFound('report');
  await adoptReport(tx, reportId, actor, now);
  context.clearCookie('claim');
  return redirect(link(urls.report, { id: reportId }, { done: 'adopted' }));
}

const drawClaim = (
  context: Context,
  says: { error: string | null; status?: number; reportId?: string | null; done?: string | null },
): Reply =>
  page(
    reportWords.claim.title,
    <ClaimPage
      token={context.formToken}
      isSignedIn={context.signedIn !== null}
      error={says.error}
      reportId={says.reportId ?? null}
    />,
    { status: says.status ?? 200, width: 'narrow', done: says.done },
  );
