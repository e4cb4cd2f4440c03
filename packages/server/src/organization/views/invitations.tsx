import type { Role } from '../../permission/actor.ts';
import { link, urls } from '../../urls.ts';
import { Button } from '../../web/components/button.tsx';
import { Card } from '../../web/components/card.tsx';
import { CodeBlock } from '../../web/components/code-block.tsx';
import { errorFor } from '../../web/components/field-error.ts';
import { Form, FormActions } from '../../web/components/form.tsx';
import { Notice } from '../../web/components/notice.tsx';
import { Select } from '../../web/components/select.tsx';
import { Table } from '../../web/components/table.tsx';
import { TextInput } from '../../web/components/text-input.tsx';
import type { Format } from '../../words/format.ts';
import { organizationWords as words } from '../../words/organization.ts';
import type { InvitationRow } from '../store/invitations.ts';
import type { OrganizationRow } from '../store/organizations.ts';
import { type Returned, typedText } from './typed.ts';

interface InvitationsProps {
  organization: OrganizationRow;
  open: readonly InvitationRow[];
  /** Shown this once. */
  made: string | null;
  token: string;
  format: Format;
  now: Date;
}

interface InviteProps {
  organization: OrganizationRow;
  /** What the reader may invite to. */
  roles: readonly Role[];
  token: string;
  returned: Returned;
}

/** The address of an invitation that was just made, and those that wait to be accepted. */
export const Invitations = (props: InvitationsProps) => (
  <>
    {props.made !== null && (
      <Notice tone="success" title={words.invitationMade} live>
        <p>{words.invitationMadeText}</p>
        <CodeBlock code={props.made} label={words.invitationLink} />
      </Notice>
    )}
    {props.open.length > 0 && <OpenInvitations {...props} />}
  </>
);

const OpenInvitations = ({ organization, open, token, format, now }: InvitationsProps) => (
  <section class="stack stack-s" aria-labelledby="invitations">
    <h2 id="invitations">{words.openInvitations}</h2>
    <Table
      caption={words.openInvitations}
      rows={open}
      keyOf={({ id }) => id}
      columns={[
        {
          label: words.invitedFor,
          heading: true,
          cell: ({ note, byMail }) => note || (byMail ? words.invitedByMail : words.invitedByLink),
        },
        { label: words.role, cell: ({ role }) => words.roles[role] },
        { label: words.invitedBy, cell: ({ inviterName }) => inviterName },
        { label: words.runsOut, cell: ({ expiresAt }) => format.relative(expiresAt, now) },
        {
          label: '',
          align: 'end',
          cell: ({ id, note }) => (
            <Form
              action={link(urls.organizationInvitationRevocation, { slug: organization.slug, id })}
              token={token}
              layout="bare"
            >
              <Button size="small" kind="quiet" aria-label={words.takeBackOf(note)}>
                {words.takeBack}
              </Button>
            </Form>
          ),
        },
      ]}
    />
  </section>
);

/** For anybody, with or without an account. */
export const Invite = ({ organization, roles, token, returned }: InviteProps) => (
  <Card title={words.inviteTitle}>
    <p class="muted">{words.inviteText}</p>
    <Form action={link(urls.organizationInvitations, { slug: organization.slug })} token={token}>
      <TextInput
        name="note"
        label={words.invitedFor}
        hint={words.noteHint}
        maxLength={80}
        value={typedText(returned, 'note')}
        error={errorFor(returned.errors, 'note')}
      />
      <TextInput
        name="address"
        type="email"
        label={words.inviteAddress}
        hint={words.inviteAddressHint}
        maxLength={254}
        autocomplete="off"
        value={typedText(returned, 'address')}
        error={errorFor(returned.errors, 'address')}
      />
      <Select
        name="role"
        id="invite-role"
        label={words.role}
        value={typedText(returned, 'role', organization.staffedAt === null ? 'owner' : 'triager')}
        error={errorFor(returned.errors, 'role')}
        options={roles.map((role) => ({
          value: role,
          label: `${words.roles[role]}: ${words.roleHints[role]}`,
        }))}
      />
      <FormActions>
        <Button kind="primary">{words.invite}</Button>
      </FormActions>
    </Form>
  </Card>
);
