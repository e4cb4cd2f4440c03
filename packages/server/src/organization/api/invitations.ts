import { z } from 'zod';
import { absolute } from '../../account/letters.ts';
import { profileOf } from '../../account/store/people.ts';
import { roles } from '../../permission/actor.ts';
import { notFound, Refusal } from '../../refusal.ts';
import { urls } from '../../urls.ts';
import { textField } from '../../web/parse.ts';
import { empty, json } from '../../web/reply.ts';
import { requirePerson } from '../../web/require-person.ts';
import { type AnyRoute, route } from '../../web/route.ts';
import { organizationWords as words } from '../../words/organization.ts';
import { acceptInvitation, findInvitation, invite, revokeInvitation } from '../invitations.ts';
import { letterAddress } from '../letter-address.ts';
import { type InvitationRow, listInvitations } from '../store/invitations.ts';
import { aboutOrganization, aboutPart } from './about-organization.ts';

const tag = 'Organizations';
const moment = z.iso.datetime();

const common = {
  id: z.uuid(),
  role: z.enum(roles),
  /** Whom it is for, in the inviter's words. */
  note: z.string(),
  byMail: z.boolean(),
  inviter: z.string(),
  createdAt: moment,
  expiresAt: moment,
};
const invitationSchema = z.object(common);
const madeSchema = z.object({
  ...common,
  /** The link to hand on: shown once. Null when it went out by letter, and when this answer is a repetition. */
  url: z.string().nullable(),
});

const resource = (row: InvitationRow): z.output<typeof invitationSchema> => ({
  id: row.id,
  role: row.role,
  note: row.note,
  byMail: row.byMail,
  inviter: row.inviterName,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
});

/** Who was asked to join, and how they do. `baseUrl` is the instance's own address, for the links. */
export const invitationsApi = ({ baseUrl }: { baseUrl: string }): readonly AnyRoute[] => [
  route({
    ...aboutOrganization,
    method: 'GET',
    url: urls.apiOrganizationInvitations,
    permission: 'organization.manage',
    handle: async ({ tx, now, loaded }) =>
      json({ items: (await listInvitations(tx, loaded.id, now)).map(resource) }),
    api: {
      summary: 'Open invitations',
      description: 'Those that can still be accepted, the oldest first; there are never more than fifty.',
      tag,
      responses: {
        200: { schema: z.object({ items: z.array(invitationSchema) }), description: 'The invitations.' },
      },
    },
  }),
  route({
    ...aboutOrganization,
    method: 'POST',
    url: urls.apiOrganizationInvitations,
    permission: 'organization.manage',
    body: {
      type: 'json',
      schema: z.strictObject({
        role: z.enum(roles),
        note: textField(80).default(''),
        /** Where the link is mailed; kept nowhere. */
        address: letterAddress.nullable().default(null),
      }),
    },
    async handle({ tx, now, actor, loaded: organization, body }) {
      const inviter = requirePerson(actor);
      const profile = await profileOf(tx, inviter.id);
      const inviterName = profile?.displayName || (profile?.handle ?? '');
      const wanted = { ...body, organization, actor: inviter };
      const token = await invite(tx, wanted, { baseUrl, inviterName }, now);
      const made = await findInvitation(tx, token, now);
      if (!made) throw notFound('invitation');
      const shown = resource(made);
      const url = body.address === null ? absolute(baseUrl, urls.invitation, { token }) : null;
      return json({ ...shown, url }, 201, {}, { ...shown, url: null });
    },
    api: {
      summary: 'Invite somebody',
      description:
        'Takes one person into the organization, with or without an account; only owners make owners and managers. With an `address` the link is mailed there; without one it stands in `url`, once: a repetition with the same Idempotency-Key answers without it.',
      tag,
      idempotent: true,
      responses: { 201: { schema: madeSchema, description: 'Made; it is good for seven days.' } },
      example: { role: 'developer', note: 'Nora, firmware' },
    },
  }),
  route({
    ...aboutPart,
    method: 'DELETE',
    url: urls.apiOrganizationInvitation,
    permission: 'organization.manage',
    async handle({ tx, now, actor, loaded: organization, params: { id } }) {
      await revokeInvitation(tx, { organization, actor: requirePerson(actor), id }, now);
      return empty();
    },
    api: {
      summary: 'Take an invitation back',
      tag,
      responses: { 204: { schema: null, description: 'Its link works no more.' } },
    },
  }),
  route({
    method: 'POST',
    url: urls.apiInvitationAcceptance,
    actor: 'bearer',
    permission: 'account.use',
    body: {
      type: 'json',
      schema: z.strictObject({
        /** The last part of the link. */
        token: textField(100, 1),
      }),
    },
    async handle({ tx, now, actor, body: { token } }) {
      const person = requirePerson(actor);
      if (person.blocked) throw new Refusal('forbidden', words.blockedJoins);
      const found = await findInvitation(tx, token, now);
      const outcome = found && (await acceptInvitation(tx, { id: found.id, person: person.id }, now));
      if (outcome === null || outcome.type === 'gone') throw new Refusal('gone', words.invitationGone);
      return json({ organization: outcome.slug, joined: outcome.type === 'joined' });
    },
    api: {
      summary: 'Accept an invitation',
      description:
        'Whoever the token acts for joins; `joined` is false for somebody who is a member already.',
      tag,
      refusals: ['gone'],
      responses: {
        200: {
          schema: z.object({ organization: z.string(), joined: z.boolean() }),
          description: 'The organization.',
        },
      },
      example: { token: 'from-the-link' },
    },
  }),
];
