import { z } from 'zod';
import { personId } from '../../permission/actor.ts';
import { Refusal } from '../../refusal.ts';
import { link, urls } from '../../urls.ts';
import { page, type Reply, redirect } from '../../web/reply.ts';
import { type AnyRoute, route } from '../../web/route.ts';
import { organizationWords as words } from '../../words/organization.ts';
import { acceptInvitation, findInvitation } from '../invitations.ts';
import { DeadInvitation, InvitationPage } from '../views/invitation-page.tsx';

const params = z.object({ token: z.string().max(100) });
const narrow = { width: 'narrow', noIndex: true } as const;

/** What an invited person sees. */
export const invitationRoutes: readonly AnyRoute[] = [
  route({
    method: 'GET',
    url: urls.invitation,
    actor: 'cookie',
    permission: 'anyone',
    params,
    handle: async ({ tx, now, params: { token }, signedIn, formToken }) => {
      const invitation = await findInvitation(tx, token, now);
      if (invitation === null) return dead();
      const body = (
        <InvitationPage
          invitation={invitation}
          linkToken={token}
          handle={signedIn?.handle ?? null}
          token={signedIn ? formToken : ''}
        />
      );
      return page(words.invitationTitle(invitation.organizationName), body, narrow);
    },
  }),
  // A button, since mail scanners open links too.
  route({
    method: 'POST',
    url: urls.invitation,
    actor: 'cookie',
    permission: 'account.use',
    params,
    body: { type: 'form', schema: z.object({}) },
    handle: async ({ tx, now, actor, params: { token } }) => {
      const person = personId(actor);
      if (person === null || (actor.type === 'person' && actor.blocked))
        throw new Refusal('forbidden', words.blockedJoins);
      const invitation = await findInvitation(tx, token, now);
      if (invitation === null) return dead();
      const outcome = await acceptInvitation(tx, { id: invitation.id, person }, now);
      if (outcome.type === 'gone') return dead();
      const done = outcome.type === 'joined' ? 'joined' : 'member-already';
      return redirect(link(urls.organization, { slug: outcome.slug }, { done }));
    },
  }),
];

const dead = (): Reply => page(words.invitationDeadTitle, <DeadInvitation />, { ...narrow, status: 410 });
