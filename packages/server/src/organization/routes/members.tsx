import { z } from 'zod';
import { absolute } from '../../account/letters.ts';
import { type PersonActor, roles } from '../../permission/actor.ts';
import { can } from '../../permission/can.ts';
import { Refusal } from '../../refusal.ts';
import { link, urls } from '../../urls.ts';
import { formatOf } from '../../web/format-of.ts';
import { optional, textField } from '../../web/parse.ts';
import { redirect } from '../../web/reply.ts';
import { type AnyRoute, type Context, route } from '../../web/route.ts';
import type { SignedIn } from '../../web/signed-in.ts';
import { organizationWords as words } from '../../words/organization.ts';
import { invite, mayGive, revokeInvitation } from '../invitations.ts';
import { letterAddress } from '../letter-address.ts';
import { addMember, changeRole, removeMember } from '../members.ts';
import { listInvitations } from '../store/invitations.ts';
import { listMembers } from '../store/members.ts';
import { Invitations, Invite } from '../views/invitations.tsx';
import { AddMember, Members } from '../views/members.tsx';
import {
  drawSettings,
  loadOrganization,
  objectOf,
  type SettingsSection,
  settingsForm,
  settingsPage,
  slugParams,
  textsOf,
} from './settings-page.tsx';

/** Who belongs to the organization, and who was asked to; `made` is the address of an invitation just made. */
const members = (made: string | null = null): SettingsSection => ({
  section: 'members',
  lede: words.membersLede,
  body: async (context, organization, returned) => {
    const { tx, actor, now, formToken } = context;
    const object = objectOf(organization);
    const format = formatOf(context);
    const staffs = can(actor, 'organization.staff', object);
    const shown = { organization, token: formToken };
    return (
      <>
        <Invitations
          {...shown}
          open={await listInvitations(tx, organization.id, now)}
          made={made}
          format={format}
          now={now}
        />
        <Members
          {...shown}
          members={await listMembers(tx, organization.id)}
          staffs={staffs}
          format={format}
        />
        <div class="card-pair">
          <Invite
            {...shown}
            roles={roles.filter((role) => actor.type === 'person' && mayGive(actor, role, object))}
            returned={returned}
          />
          {staffs && <AddMember {...shown} returned={returned} />}
        </div>
      </>
    );
  },
});

const staff = { permission: 'organization.staff' } as const;

/** Who belongs to the organization, and how others come to. */
export const membersRoutes = ({ baseUrl }: { baseUrl: string }): readonly AnyRoute[] => [
  settingsPage(members()),
  settingsForm({
    ...members(),
    ...staff,
    url: urls.organizationMembers,
    schema: z.object({ handle: textField(40, 1), role: z.enum(roles) }),
    done: 'added',
    run: ({ tx, now, actor, organization }, { handle, role }) =>
      addMember(tx, { organizationId: organization.id, actor, handle, role }, now),
  }),
  settingsForm({
    ...members(),
    ...staff,
    url: urls.organizationMember,
    schema: z.object({ do: z.enum(['change', 'remove']), role: z.enum(roles) }),
    done: (body) => (body.do === 'remove' ? 'removed' : 'saved'),
    run: ({ tx, now, actor, organization, id }, body) => {
      const member = { organizationId: organization.id, actor, person: id };
      return body.do === 'remove'
        ? removeMember(tx, member, now)
        : changeRole(tx, { ...member, role: body.role }, now);
    },
  }),
  route({
    method: 'POST',
    url: urls.organizationInvitations,
    actor: 'cookie',
    permission: 'organization.manage',
    params: slugParams,
    body: {
      type: 'form',
      schema: z.object({
        role: z.enum(roles),
        note: textField(80).default(''),
        address: optional(letterAddress),
      }),
    },
    load: loadOrganization,
    object: objectOf,
    invalid: (context, errors, typed) =>
      drawSettings(context, context.loaded, members(), { returned: { typed, errors } }),
    handle: async (context) => {
      const { tx, now, body, loaded: organization } = context;
      const { actor, inviterName } = inviterOf(context);
      let token: string;
      try {
        token = await tx.transaction((savepoint) =>
          invite(savepoint, { ...body, organization, actor }, { baseUrl, inviterName }, now),
        );
      } catch (error) {
        if (!(error instanceof Refusal) || (error.code !== 'invalid' && error.code !== 'conflict'))
          throw error;
        const returned = { typed: textsOf(body), errors: error.fields };
        return drawSettings(context, organization, members(), { returned, refused: error.message });
      }
      const { slug } = organization;
      if (body.address !== null)
        return redirect(link(urls.organizationMembers, { slug }, { done: 'invited' }));
      // Drawn as the answer itself: the link is shown once and stored nowhere.
      return drawSettings(context, organization, members(absolute(baseUrl, urls.invitation, { token })), {});
    },
  }),
  settingsForm({
    ...members(),
    permission: 'organization.manage',
    url: urls.organizationInvitationRevocation,
    schema: z.object({}),
    done: 'revoked',
    run: ({ tx, now, actor, organization, id }) =>
      revokeInvitation(tx, { organization, actor: personOf(actor), id }, now),
  }),
];

function inviterOf({ signedIn }: { signedIn: SignedIn | null }): { actor: PersonActor; inviterName: string } {
  if (signedIn === null) throw new Refusal('unauthenticated', 'Please sign in first.');
  return { actor: signedIn.actor, inviterName: signedIn.displayName || signedIn.handle };
}

function personOf(actor: Context['actor']): PersonActor {
  if (actor.type === 'person') return actor;
  throw new Refusal('unauthenticated', 'Please sign in first.');
}
