import { z } from 'zod';
import { membershipNamesOf } from '../../account/store/people.ts';
import { roles, staffRoles } from '../../permission/actor.ts';
import { notFound } from '../../refusal.ts';
import { urls } from '../../urls.ts';
import { pageOf } from '../../web/api-page.ts';
import { textField } from '../../web/parse.ts';
import type { Tx } from '../../web/register.ts';
import { json, type Reply } from '../../web/reply.ts';
import { type AnyRoute, type Context, route } from '../../web/route.ts';
import { adminWords as words } from '../../words/admin.ts';
import { changeBlock, changeStaff } from '../change-standing.ts';
import { actorOf, pageSize } from '../routes/list-page.ts';
import { type AdminPerson, listPeople, personForAdmin } from '../store.ts';
import { listParameters } from './list-parameters.ts';

const tag = 'Administration';
const moment = z.iso.datetime();

const listed = {
  id: z.uuid(),
  handle: z.string(),
  displayName: z.string(),
  staff: z.enum(staffRoles).nullable(),
  blockedAt: moment.nullable(),
  createdAt: moment,
};
const personSchema = z.object({
  ...listed,
  blockedReason: z.string().nullable(),
  reports: z.int(),
  organizations: z.array(z.object({ slug: z.string(), name: z.string(), role: z.enum(roles) })),
});
const answers = { 200: { schema: personSchema, description: 'The person.' } };

const moments = ({ blockedAt, createdAt }: { blockedAt: Date | null; createdAt: Date }) => ({
  blockedAt: blockedAt?.toISOString() ?? null,
  createdAt: createdAt.toISOString(),
});

const aboutPerson = {
  actor: 'bearer',
  permission: 'instance.administer',
  params: z.object({ id: z.uuid() }),
  load: ({ tx, params }: Pick<Context<{ id: string }>, 'tx' | 'params'>) => personForAdmin(tx, params.id),
} as const;

/** Everybody with an account, for administrators; never with an address. */
export const peopleApi: readonly AnyRoute[] = [
  route({
    method: 'GET',
    url: urls.apiPeople,
    actor: 'bearer',
    permission: 'instance.administer',
    query: listParameters,
    async handle({ tx, query: { q, cursor } }) {
      const rows = await listPeople(tx, { text: q, after: cursor ?? null, limit: pageSize + 1 });
      const resource = (row: (typeof rows)[number]) => ({ ...row, ...moments(row) });
      return json(pageOf(rows, pageSize, resource, ({ handle }) => handle));
    },
    api: {
      summary: 'Everybody who has an account',
      description:
        'By handle; `q` looks in handle and name. Send `next` back as `cursor`. Addresses are shown in the browser alone, where each look is noted.',
      tag,
      responses: {
        200: {
          schema: z.object({ items: z.array(z.object(listed)), next: z.string().nullable() }),
          description: 'One page of them.',
        },
      },
    },
  }),
  route({
    ...aboutPerson,
    method: 'GET',
    url: urls.apiPerson,
    handle: ({ tx, loaded }) => answer(tx, loaded),
    api: { summary: 'One person', tag, responses: answers },
  }),
  route({
    ...aboutPerson,
    method: 'PUT',
    url: urls.apiPersonBlock,
    body: { type: 'json', schema: z.strictObject({ reason: textField(2000).min(1, words.reasonNeeded) }) },
    async handle(context) {
      const { tx, now, loaded, body } = context;
      await changeBlock(tx, { personId: loaded.id, actor: actorOf(context), reason: body.reason }, now);
      return answerAnew(tx, loaded.id);
    },
    api: {
      summary: 'Block somebody',
      description: 'They are signed out everywhere, still read their reports and appeal, but do not write.',
      tag,
      refusals: ['conflict'],
      responses: answers,
      example: { reason: 'Sends advertisements.' },
    },
  }),
  route({
    ...aboutPerson,
    method: 'DELETE',
    url: urls.apiPersonBlock,
    async handle(context) {
      const { tx, now, loaded } = context;
      await changeBlock(tx, { personId: loaded.id, actor: actorOf(context), reason: null }, now);
      return answerAnew(tx, loaded.id);
    },
    api: { summary: 'Lift a block', tag, refusals: ['conflict'], responses: answers },
  }),
  route({
    ...aboutPerson,
    method: 'PUT',
    url: urls.apiPersonStaff,
    body: { type: 'json', schema: z.strictObject({ staff: z.enum(staffRoles).nullable() }) },
    async handle(context) {
      const { tx, now, loaded, body } = context;
      await changeStaff(tx, { personId: loaded.id, actor: actorOf(context), staff: body.staff }, now);
      return answerAnew(tx, loaded.id);
    },
    api: {
      summary: 'Give somebody a staff role, or take it',
      description: 'Never your own; the last administrator stays.',
      tag,
      refusals: ['conflict'],
      responses: answers,
      example: { staff: 'moderator' },
    },
  }),
];

async function answer(tx: Tx, person: AdminPerson): Promise<Reply> {
  const organizations = await membershipNamesOf(tx, person.id);
  return json({ ...person, ...moments(person), organizations });
}

async function answerAnew(tx: Tx, id: string): Promise<Reply> {
  const person = await personForAdmin(tx, id);
  if (!person) throw notFound('person');
  return answer(tx, person);
}
