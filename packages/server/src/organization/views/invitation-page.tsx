import { link, urls } from '../../urls.ts';
import { Button, LinkButton } from '../../web/components/button.tsx';
import { Centred } from '../../web/components/centred.tsx';
import { Form } from '../../web/components/form.tsx';
import { PageHeader } from '../../web/components/page-header.tsx';
import { organizationWords as words } from '../../words/organization.ts';
import { webWords } from '../../words/web.ts';
import type { OpenInvitation } from '../store/invitations.ts';

interface InvitationPageProps {
  invitation: OpenInvitation;
  linkToken: string;
  /** Of whoever is signed in. */
  handle: string | null;
  token: string;
}

export function InvitationPage({ invitation, linkToken, handle, token }: InvitationPageProps) {
  const { organizationName, inviterName, role } = invitation;
  const here = link(urls.invitation, { token: linkToken });
  return (
    <Centred>
      <PageHeader
        title={words.invitationTitle(organizationName)}
        lede={words.invitationLede(inviterName, organizationName)}
      />
      <p>
        <strong>{words.roles[role]}.</strong> {words.roleHints[role]}.
      </p>
      {handle === null ? (
        <>
          <p class="row">
            <LinkButton href={link(urls.signUp, null, { invitation: linkToken })} kind="primary">
              {words.invitationSignUp}
            </LinkButton>
            <LinkButton href={link(urls.signIn, null, { next: here })}>{words.invitationSignIn}</LinkButton>
          </p>
          <p class="muted small">{words.invitationOnce}</p>
        </>
      ) : (
        <>
          <Form action={here} token={token} layout="bare">
            <Button kind="primary">{words.join(organizationName)}</Button>
          </Form>
          <p class="muted small">{words.invitationAs(handle)}</p>
        </>
      )}
    </Centred>
  );
}

export const DeadInvitation = () => (
  <Centred>
    <PageHeader title={words.invitationDeadTitle} lede={words.invitationDead} />
    <p class="row">
      <LinkButton href={urls.home}>{webWords.toFrontPage}</LinkButton>
    </p>
  </Centred>
);
