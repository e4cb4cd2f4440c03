import { roles } from '../../permission/actor.ts';
import { link, urls } from '../../urls.ts';
import { Button } from '../../web/components/button.tsx';
import { Card } from '../../web/components/card.tsx';
import { EmptyState } from '../../web/components/empty-state.tsx';
import { errorFor } from '../../web/components/field-error.ts';
import { Form, FormActions } from '../../web/components/form.tsx';
import { PersonName } from '../../web/components/person-name.tsx';
import { Select } from '../../web/components/select.tsx';
import { Table } from '../../web/components/table.tsx';
import { TextInput } from '../../web/components/text-input.tsx';
import type { Format } from '../../words/format.ts';
import { organizationWords as words } from '../../words/organization.ts';
import type { MemberRow } from '../store/members.ts';
import type { OrganizationRow } from '../store/organizations.ts';
import { type Returned, typedText } from './typed.ts';

interface MembersProps {
  organization: OrganizationRow;
  members: readonly MemberRow[];
  /** Whether the reader may change who belongs here. */
  staffs: boolean;
  token: string;
  format: Format;
}

interface AddMemberProps {
  organization: OrganizationRow;
  token: string;
  returned: Returned;
}

export const Members = ({ organization, members, staffs, token, format }: MembersProps) =>
  members.length === 0 ? (
    <EmptyState icon="users" title={words.noMembers}>
      {words.noMembersText}
    </EmptyState>
  ) : (
    <Table
      caption={words.members}
      rows={members}
      keyOf={({ personId }) => personId}
      columns={[
        {
          label: words.member,
          heading: true,
          cell: ({ handle, name }) => (
            <>
              <PersonName person={{ handle, name }} /> <span class="muted small">@{handle}</span>
            </>
          ),
        },
        { label: words.since, cell: ({ createdAt }) => format.date(createdAt) },
        {
          label: words.role,
          cell: (member) =>
            staffs ? (
              <RoleForm organization={organization} member={member} token={token} />
            ) : (
              words.roles[member.role]
            ),
        },
      ]}
    />
  );

interface RoleFormProps {
  organization: OrganizationRow;
  member: MemberRow;
  token: string;
}

const RoleForm = ({ organization, member, token }: RoleFormProps) => (
  <Form
    action={link(urls.organizationMember, { slug: organization.slug, id: member.personId })}
    token={token}
    layout="inline"
  >
    <Select
      name="role"
      id={`role-${member.personId}`}
      label={words.role}
      hideLabel
      value={member.role}
      options={roleOptions}
    />
    <Button name="do" value="change">
      {words.changeRole}
    </Button>
    <Button kind="quiet" icon="trash-2" name="do" value="remove" label={words.remove(member.name)} />
  </Form>
);

/** For somebody who has an account here. */
export const AddMember = ({ organization, token, returned }: AddMemberProps) => (
  <Card title={words.addMember}>
    <p class="muted">{words.addMemberText}</p>
    <Form action={link(urls.organizationMembers, { slug: organization.slug })} token={token}>
      <TextInput
        name="handle"
        label={words.handle}
        hint={words.handleHint}
        prefix="@"
        required
        maxLength={40}
        value={typedText(returned, 'handle')}
        error={errorFor(returned.errors, 'handle')}
      />
      <Select
        name="role"
        label={words.role}
        value={typedText(returned, 'role', organization.staffedAt === null ? 'owner' : 'triager')}
        error={errorFor(returned.errors, 'role')}
        options={roleOptions}
      />
      <FormActions>
        <Button kind="primary">{words.add}</Button>
      </FormActions>
    </Form>
  </Card>
);

const roleOptions = roles.map((role) => ({
  value: role,
  label: `${words.roles[role]}: ${words.roleHints[role]}`,
}));
