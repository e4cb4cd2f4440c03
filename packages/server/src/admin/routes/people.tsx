import { z } from 'zod';
import { membershipNamesOf } from '../../account/store/people.ts';
import { recordAudit } from '../../audit/record.ts';
import { staffRoles } from '../../permission/actor.ts';
import type { FieldError } from '../../refusal.ts';
import { link, urls } from '../../urls.ts';
import { formatOf } from '../../web/format-of.ts';
import { optional, textField } from '../../web/parse.ts';
import { page, redirect } from '../../web/reply.ts';
import { type AnyRoute, type Context, route } from '../../web/route.ts';
import { adminWords as words } from '../../words/admin.ts';
import { changeBlock, changeStaff } from '../change-standing.ts';
import { type AdminPerson, addressOf, listPeople, personForAdmin } from '../store.ts';
import { PeoplePage, PersonPage } from '../views/people-page.tsx';
import { actorOf, doneText, listQuery, pageSize } from './list-page.ts';

const aboutPerson = {
  actor: 'cookie',
  permission: 'instance.administer',
  params: z.object({ id: z.uuid() }),
  load: ({ tx, params }: Pick<Context<{ id: string }>, 'tx' | 'params'>) => personForAdmin(tx, params.id),
} as const;

export const peopleRoutes: readonly AnyRoute[] = [
  route({
    method: 'GET',
    url: urls.adminPeople,
    actor: 'cookie',
    permission: 'instance.administer',
    query: listQuery,
    async handle(context) {
      const { q, after } = context.query;
      const rows = await listPeople(context.tx, { text: q, after: after ?? null, limit: pageSize + 1 });
      const last = rows.length > pageSize ? rows[pageSize - 1] : undefined;
      const older = last ? link(urls.adminPeople, null, { q, after: last.handle }) : null;
      const people = rows.slice(0, pageSize);
      return page(
        words.tabs.people,
        <PeoplePage people={people} text={q} older={older} format={formatOf(context)} />,
        { width: 'wide' },
      );
    },
  }),
  route({
    ...aboutPerson,
    method: 'GET',
    url: urls.adminPerson,
    query: listQuery,
    handle: (context) => personReply(context, { done: context.query.done }),
  }),
  route({
    ...aboutPerson,
    method: 'POST',
    url: urls.adminPersonAddress,
    body: { type: 'form', schema: z.object({}) },
    async handle(context) {
      const { tx, actor, now, loaded } = context;
      const record = { actor, action: 'person.view-address', objectType: 'person', objectId: loaded.id };
      await recordAudit(tx, record, now);
      return personReply(context, { address: await addressOf(tx, loaded.id) });
    },
  }),
  route({
    ...aboutPerson,
    method: 'POST',
    url: urls.adminPersonBlock,
    body: {
      type: 'form',
      schema: z.discriminatedUnion('blocked', [
        z.object({ blocked: z.literal('yes'), reason: textField(2000).min(1, words.reasonNeeded) }),
        z.object({ blocked: z.literal('no') }),
      ]),
    },
    invalid: (context, errors) => personReply(context, { errors }),
    async handle(context) {
      const { tx, now, loaded, body } = context;
      const reason = body.blocked === 'yes' ? body.reason : null;
      await changeBlock(tx, { personId: loaded.id, actor: actorOf(context), reason }, now);
      const done = reason === null ? 'unblocked' : 'blocked';
      return redirect(link(urls.adminPerson, { id: loaded.id }, { done }));
    },
  }),
  route({
    ...aboutPerson,
    method: 'POST',
    url: urls.adminPersonStaff,
    body: { type: 'form', schema: z.object({ staff: optional(z.enum(staffRoles)) }) },
    async handle(context) {
      const { tx, now, loaded, body } = context;
      await changeStaff(tx, { personId: loaded.id, actor: actorOf(context), staff: body.staff }, now);
      return redirect(link(urls.adminPerson, { id: loaded.id }, { done: 'staff' }));
    },
  }),
];

interface Shown {
  address?: string | null;
  done?: string;
  errors?: readonly FieldError[];
}

async function personReply(
  context: Context<unknown, unknown, unknown, AdminPerson>,
  { address, done = '', errors = [] }: Shown,
) {
  const { tx, loaded: person, formToken } = context;
  const body = (
    <PersonPage
      person={person}
      organizations={await membershipNamesOf(tx, person.id)}
      address={address}
      isSelf={actorOf(context).id === person.id}
      errors={errors}
      token={formToken}
      format={formatOf(context)}
    />
  );
  return page(`@${person.handle}`, body, {
    status: errors.length > 0 ? 422 : 200,
    done: doneText(done),
  });
}
