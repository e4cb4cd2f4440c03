import { z } from 'zod';
import type { FieldError } from '../../refusal.ts';
import { link, urls } from '../../urls.ts';
import { page, type Reply, redirect } from '../../web/reply.ts';
import { type AnyRoute, type Context, route } from '../../web/route.ts';
import { accountWords } from '../../words/account.ts';
import { createFormat } from '../../words/format.ts';
import { csvOf } from '../csv.ts';
import { deleteAccount, deletionObstacles } from '../deletion.ts';
import { normalHandle } from '../handle.ts';
import { absolute } from '../letters.ts';
import { everythingOf } from '../store/export.ts';
import { DeletionForm, Leave } from '../views/leave.tsx';
import { type AccountDependencies, requireFresh, self } from './form.ts';

const { leave } = accountWords;

/** Taking one's data along, and leaving for good. */
export const leaveRoutes = ({ baseUrl }: AccountDependencies): readonly AnyRoute[] => [
  route({
    method: 'GET',
    url: urls.accountExport,
    actor: 'cookie',
    permission: 'account.use',
    handle: async ({ formToken }) => page(leave.title, <Leave token={formToken} />, { noIndex: true }),
  }),

  route({
    method: 'POST',
    url: urls.accountExport,
    actor: 'cookie',
    permission: 'account.use',
    rate: 'sensitive',
    body: { type: 'form', schema: z.object({ format: z.enum(['json', 'csv']).default('json') }) },
    handle: async (context) => {
      requireFresh(context, urls.accountExport);
      const everything = await everythingOf(context.tx, self(context).actor.id);
      if (context.body.format === 'csv')
        return {
          type: 'text',
          status: 200,
          contentType: 'text/csv; charset=utf-8',
          body: csvOf(everything.reports),
          headers: { 'content-disposition': 'attachment; filename="bugheist-my-reports.csv"' },
        };
      return {
        type: 'text',
        status: 200,
        contentType: 'application/json; charset=utf-8',
        body: `${JSON.stringify({ exportedAt: context.now, ...withDownloads(everything, baseUrl) }, null, 2)}\n`,
        headers: { 'content-disposition': 'attachment; filename="bugheist-my-data.json"' },
      };
    },
  }),

  route({
    method: 'GET',
    url: urls.accountDeletion,
    actor: 'cookie',
    permission: 'account.use',
    handle: async (context) => {
      requireFresh(context, urls.accountDeletion);
      return drawDeletion(context, { typed: '', errors: [], status: 200 });
    },
  }),

  route({
    method: 'POST',
    url: urls.accountDeletion,
    actor: 'cookie',
    permission: 'account.use',
    rate: 'sensitive',
    body: { type: 'form', schema: z.object({ handle: z.string().max(60) }) },
    handle: async (context) => {
      requireFresh(context, urls.accountDeletion);
      const { actor, handle } = self(context);
      const typed = context.body.handle;
      if (normalHandle(typed) !== handle)
        return drawDeletion(context, {
          typed,
          errors: [{ path: 'handle', message: leave.deleteMismatch }],
          status: 422,
        });
      if (!(await deleteAccount(context.tx, actor.id, context.now)))
        return drawDeletion(context, { typed, errors: [], status: 409 });
      context.clearCookie('session');
      return redirect(link(urls.signIn, null, { done: 'account-deleted' }));
    },
  }),
];

/** Files are too large for one document: each has the address where its uploader, signed in, gets it. */
const withDownloads = (everything: Awaited<ReturnType<typeof everythingOf>>, baseUrl: string) => ({
  ...everything,
  attachments: everything.attachments.map((file) => ({
    ...file,
    download: absolute(baseUrl, urls.attachment, { id: file.id }),
  })),
});

async function drawDeletion(
  context: Pick<Context, 'tx' | 'signedIn' | 'formToken'>,
  { status, ...form }: { typed: string; errors: readonly FieldError[]; status: number },
): Promise<Reply> {
  const { actor, locale, timeZone } = self(context);
  const { lastAdministrator, soleOwnerOf } = await deletionObstacles(context.tx, actor.id);
  const obstacles = [
    ...(lastAdministrator ? [leave.lastAdministrator] : []),
    ...(soleOwnerOf.length > 0
      ? [leave.soleOwner(createFormat({ locale, timeZone }).list(soleOwnerOf))]
      : []),
  ];
  return page(leave.deleteTitle, <DeletionForm {...form} token={context.formToken} obstacles={obstacles} />, {
    width: 'narrow',
    noIndex: true,
    status,
  });
}
