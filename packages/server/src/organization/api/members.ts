import { z } from 'zod';
import { roles } from '../../permission/actor.ts';
import { notFound } from '../../refusal.ts';
import { link, urls } from '../../urls.ts';
import { contentTag, requireTag } from '../../web/conditional.ts';
import { textField } from '../../web/parse.ts';
import type { Tx } from '../../web/register.ts';
import { empty, json, type Reply } from '../../web/reply.ts';
import { requirePerson } from '../../web/require-person.ts';
import { type AnyRoute, route } from '../../web/route.ts';
import { addMember, changeRole, removeMember } from '../members.ts';
import { loadOrganization, slugParams } from '../routes/settings-page.tsx';
import { listMembers, type MemberRow, memberByHandle } from '../store/members.ts';
import { lockOrganization } from '../store/organizations.ts';
import { aboutOrganization } from './about-organization.ts';

const tag = 'Organizations';

const memberSchema = z.object({ handle: z.string(), name: z.string(), role: z.enum(roles) });
const tagged = { etag: 'Of the membership.' };

const resource = ({ handle, name, role }: MemberRow): z.output<typeof memberSchema> => ({
  handle,
  name,
  role,
});

const aboutMember = {
  ...aboutOrganization,
  params: slugParams.extend({ handle: z.string().max(40) }),
} as const;

/** Who belongs to an organization. */
export const membersApi: readonly AnyRoute[] = [
  route({
    ...aboutOrganization,
    method: 'GET',
    url: urls.apiOrganizationMembers,
    permission: 'organization.queue',
    handle: async ({ tx, loaded }) => json({ items: (await listMembers(tx, loaded.id)).map(resource) }),
    api: {
      summary: 'The members of an organization',
      description: 'By handle, at most a thousand. For its members.',
      tag,
      responses: { 200: { schema: z.object({ items: z.array(memberSchema) }), description: 'The members.' } },
    },
  }),
  route({
    ...aboutOrganization,
    method: 'POST',
    url: urls.apiOrganizationMembers,
    permission: 'organization.staff',
    body: { type: 'json', schema: z.strictObject({ handle: textField(40, 1), role: z.enum(roles) }) },
    async handle({ tx, now, actor, loaded, body }) {
      await addMember(tx, { organizationId: loaded.id, actor, ...body }, now);
      const member = await requireMember(tx, loaded.id, body.handle.replace(/^@/, ''));
      const location = link(urls.apiOrganizationMember, { slug: loaded.slug, handle: member.handle });
      return answer(member, 201, { location });
    },
    api: {
      summary: 'Make somebody a member',
      description: 'Somebody who has an account. The first member of an organization is its owner.',
      tag,
      idempotent: true,
      responses: {
        201: { schema: memberSchema, description: 'Added.', headers: { location: 'The member.', ...tagged } },
      },
      example: { handle: 'dan', role: 'developer' },
    },
  }),
  route({
    ...aboutMember,
    method: 'GET',
    url: urls.apiOrganizationMember,
    permission: 'organization.queue',
    handle: async ({ tx, loaded, params }) => answer(await requireMember(tx, loaded.id, params.handle)),
    api: {
      summary: 'One member',
      tag,
      responses: { 200: { schema: memberSchema, description: 'The member.', headers: tagged } },
    },
  }),
  route({
    ...aboutMember,
    method: 'PATCH',
    url: urls.apiOrganizationMember,
    permission: 'organization.staff',
    body: { type: 'json', schema: z.strictObject({ role: z.enum(roles) }) },
    async handle({ tx, now, actor, loaded, params, body, request }) {
      const organizationId = loaded.id;
      await lockOrganization(tx, organizationId);
      const member = await requireMember(tx, organizationId, params.handle);
      requireTag(request.header('if-match'), contentTag(resource(member)));
      await changeRole(tx, { organizationId, actor, person: member.personId, role: body.role }, now);
      return answer({ ...member, role: body.role });
    },
    api: {
      summary: 'Change what a member may do',
      description: 'The last owner stays one.',
      tag,
      conditional: true,
      refusals: ['conflict'],
      responses: { 200: { schema: memberSchema, description: 'The member after it.', headers: tagged } },
      example: { role: 'triager' },
    },
  }),
  route({
    ...aboutMember,
    method: 'DELETE',
    url: urls.apiOrganizationMember,
    permission: 'organization.staff',
    async handle({ tx, now, actor, loaded, params }) {
      const { personId } = await requireMember(tx, loaded.id, params.handle);
      await removeMember(tx, { organizationId: loaded.id, actor, person: personId }, now);
      return empty();
    },
    api: {
      summary: 'Remove a member',
      description: 'The last owner stays.',
      tag,
      refusals: ['conflict'],
      responses: { 204: { schema: null, description: 'They belong to it no more.' } },
    },
  }),
  route({
    method: 'DELETE',
    url: urls.apiOrganizationMembership,
    actor: 'bearer',
    permission: 'account.use',
    params: slugParams,
    load: loadOrganization,
    async handle({ tx, now, actor, loaded }) {
      const member = { organizationId: loaded.id, actor, person: requirePerson(actor).id };
      await removeMember(tx, member, now);
      return empty();
    },
    api: {
      summary: 'Leave an organization',
      description: 'Whoever the token acts for. The last owner stays.',
      tag,
      refusals: ['conflict'],
      responses: { 204: { schema: null, description: 'You belong to it no more.' } },
    },
  }),
];

async function requireMember(tx: Tx, organizationId: string, handle: string): Promise<MemberRow> {
  const member = await memberByHandle(tx, organizationId, handle);
  if (!member) throw notFound('member');
  return member;
}

function answer(member: MemberRow, status: 200 | 201 = 200, headers: Record<string, string> = {}): Reply {
  const shown = resource(member);
  return json(shown, status, { ...headers, etag: contentTag(shown) });
}
