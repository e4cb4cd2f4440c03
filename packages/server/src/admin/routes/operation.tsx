import { z } from 'zod';
import { recordAudit } from '../../audit/record.ts';
import { verifyAudit } from '../../audit/verify.ts';
import { isId } from '../../id.ts';
import { countJobs, listJobs, retryJob } from '../../jobs/admin.ts';
import { type FieldError, Refusal } from '../../refusal.ts';
import { type InstanceSettings, longestName } from '../../settings/instance-settings.ts';
import { readInstanceSettings } from '../../settings/store.ts';
import { link, urls } from '../../urls.ts';
import { formatOf } from '../../web/format-of.ts';
import { textField } from '../../web/parse.ts';
import { page, type Reply, redirect } from '../../web/reply.ts';
import { type AnyRoute, type Context, route } from '../../web/route.ts';
import { adminWords as words } from '../../words/admin.ts';
import { changeInstanceSettings } from '../change-settings.ts';
import { listAllOrganizations, listAudit, listOutbox, outboxMail } from '../store.ts';
import { MailMessagePage, MailPage, type Outbox } from '../views/mail-pages.tsx';
import { AuditPage, JobsPage, OrganizationsPage } from '../views/operation-pages.tsx';
import { SettingsPage } from '../views/settings-page.tsx';
import { actorOf, doneText, listQuery, pageSize } from './list-page.ts';

const administrators = { actor: 'cookie', permission: 'instance.administer' } as const;
const params = z.object({ id: z.uuid() });
const idOrNull = (text: string | undefined): string | null =>
  text !== undefined && isId(text) ? text : null;

export const settingsFields = {
  name: textField(longestName, 1),
  signUp: z.enum(['open', 'invitation']),
  defaultDisclosure: z.enum(['private', 'full']),
};

export interface Administration {
  /** What becomes of letters, and whether they may be read. */
  outbox: Outbox;
  /** Called after a change of the instance's settings was committed. */
  settingsChanged: () => Promise<void>;
}

/** Organizations, jobs, mail, settings and the audit log. */
export const operationRoutes = ({ outbox, settingsChanged }: Administration): readonly AnyRoute[] => [
  route({
    ...administrators,
    method: 'GET',
    url: urls.adminOrganizations,
    query: listQuery,
    async handle(context) {
      const { q, after } = context.query;
      const limit = pageSize + 1;
      const rows = await listAllOrganizations(context.tx, { text: q, after: after ?? null, limit });
      const last = rows.length > pageSize ? rows[pageSize - 1] : undefined;
      const older = last ? link(urls.adminOrganizations, null, { q, after: last.slug }) : null;
      const shown = rows.slice(0, pageSize);
      const format = formatOf(context);
      const body = <OrganizationsPage organizations={shown} text={q} older={older} format={format} />;
      return page(words.tabs.organizations, body, { width: 'wide' });
    },
  }),
  route({
    ...administrators,
    method: 'GET',
    url: urls.adminJobs,
    query: listQuery,
    async handle(context) {
      const { tx, query, formToken } = context;
      const failed = await listJobs(tx, ['failed']);
      const counts = await countJobs(tx);
      const shown = { failed, counts, token: formToken };
      return page(words.tabs.jobs, <JobsPage {...shown} format={formatOf(context)} />, {
        width: 'wide',
        done: doneText(query.done),
      });
    },
  }),
  route({
    ...administrators,
    method: 'POST',
    url: urls.adminJobRetry,
    params,
    body: { type: 'form', schema: z.object({ name: z.string().max(100) }) },
    async handle({ tx, actor, now, params: { id }, body: { name } }) {
      if (!(await retryJob(tx, name, id))) throw new Refusal('conflict', words.retryGone);
      const record = { actor, action: 'job.retry', objectType: 'job', objectId: id, content: { name } };
      await recordAudit(tx, record, now);
      return redirect(link(urls.adminJobs, null, { done: 'retried' }));
    },
  }),
  route({
    ...administrators,
    method: 'GET',
    url: urls.adminMail,
    query: listQuery,
    async handle(context) {
      const { tx, query, formToken } = context;
      const limit = pageSize + 1;
      const rows =
        outbox === 'readable' ? await listOutbox(tx, { before: idOrNull(query.after), limit }) : [];
      const last = rows.length > pageSize ? rows[pageSize - 1] : undefined;
      const older = last ? link(urls.adminMail, null, { after: last.id }) : null;
      const shown = { outbox, mails: rows.slice(0, pageSize), older, token: formToken };
      return page(words.tabs.mail, <MailPage {...shown} format={formatOf(context)} />, { width: 'wide' });
    },
  }),
  route({
    ...administrators,
    method: 'POST',
    url: urls.adminMailMessage,
    params,
    body: { type: 'form', schema: z.object({}) },
    load: ({ tx, params: { id } }) => (outbox === 'readable' ? outboxMail(tx, id) : Promise.resolve(null)),
    async handle(context) {
      const { tx, actor, now, loaded: mail } = context;
      await recordAudit(tx, { actor, action: 'mail.view', objectType: 'mail', objectId: mail.id }, now);
      return page(words.tabs.mail, <MailMessagePage mail={mail} format={formatOf(context)} />);
    },
  }),
  route({
    ...administrators,
    method: 'GET',
    url: urls.adminSettings,
    query: listQuery,
    async handle({ tx, query, formToken }) {
      return settingsReply({ formToken }, await readInstanceSettings(tx), { done: doneText(query.done) });
    },
  }),
  route({
    ...administrators,
    method: 'POST',
    url: urls.adminSettings,
    body: { type: 'form', schema: z.object(settingsFields) },
    async handle(context) {
      const { tx, now, body } = context;
      await changeInstanceSettings(tx, { wanted: body, actor: actorOf(context) }, now);
      context.afterCommit(settingsChanged);
      return redirect(link(urls.adminSettings, null, { done: 'saved' }));
    },
    async invalid(context, errors, typed) {
      const present = await readInstanceSettings(context.tx);
      const name = typeof typed['name'] === 'string' ? typed['name'] : present.name;
      return settingsReply(context, { ...present, name }, { errors });
    },
  }),
  route({
    ...administrators,
    method: 'GET',
    url: urls.adminAudit,
    query: listQuery.extend({ verify: z.enum(['yes']).optional() }),
    async handle(context) {
      const { tx, query } = context;
      const rows = await listAudit(tx, { before: idOrNull(query.after), limit: pageSize + 1 });
      const last = rows.length > pageSize ? rows[pageSize - 1] : undefined;
      const older = last ? link(urls.adminAudit, null, { after: last.id }) : null;
      const verdict = query.verify === 'yes' ? await verifyAudit(tx) : null;
      const shown = { entries: rows.slice(0, pageSize), verdict, older, format: formatOf(context) };
      return page(words.tabs.audit, <AuditPage {...shown} />, { width: 'wide' });
    },
  }),
];

function settingsReply(
  { formToken }: Pick<Context, 'formToken'>,
  settings: InstanceSettings,
  { done, errors = [] }: { done?: string | null; errors?: readonly FieldError[] },
): Reply {
  const body = <SettingsPage settings={settings} errors={errors} token={formToken} />;
  return page(words.tabs.settings, body, { done, status: errors.length > 0 ? 422 : 200 });
}
