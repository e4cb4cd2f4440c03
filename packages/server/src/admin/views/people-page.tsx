import type { FieldError } from '../../refusal.ts';
import { link, urls } from '../../urls.ts';
import { Badge } from '../../web/components/badge.tsx';
import { Button } from '../../web/components/button.tsx';
import { Card } from '../../web/components/card.tsx';
import { DescriptionList } from '../../web/components/description-list.tsx';
import { EmptyState } from '../../web/components/empty-state.tsx';
import { errorFor } from '../../web/components/field-error.ts';
import { FindForm } from '../../web/components/find-form.tsx';
import { Form } from '../../web/components/form.tsx';
import { Notice } from '../../web/components/notice.tsx';
import { Pagination } from '../../web/components/pagination.tsx';
import { Select } from '../../web/components/select.tsx';
import { Table } from '../../web/components/table.tsx';
import { TextInput } from '../../web/components/text-input.tsx';
import { adminWords as words } from '../../words/admin.ts';
import type { Format } from '../../words/format.ts';
import type { AdminPerson, ListedPerson } from '../store.ts';
import { Frame } from './frame.tsx';

interface PeoplePageProps {
  people: readonly ListedPerson[];
  text: string;
  older: string | null;
  format: Format;
}

export const PeoplePage = ({ people, text, older, format }: PeoplePageProps) => (
  <Frame current="people">
    <FindForm action={urls.adminPeople} label={words.peopleFind} text={text} submit={words.find} />
    {people.length === 0 ? (
      <EmptyState icon="users" title={words.nothing}>
        {words.nothingText}
      </EmptyState>
    ) : (
      <Table
        caption={words.tabs.people}
        keyOf={({ id }) => id}
        rows={people}
        columns={[
          {
            label: words.person,
            heading: true,
            cell: ({ id, handle, displayName }) => (
              <>
                <a href={link(urls.adminPerson, { id })}>{displayName || handle}</a>{' '}
                <span class="muted small">@{handle}</span>
              </>
            ),
          },
          {
            label: words.role,
            cell: ({ staff }) =>
              staff ? (
                <Badge tone="accent">{words.staff[staff]}</Badge>
              ) : (
                <span class="muted">{words.noStaff}</span>
              ),
          },
          { label: words.standing, cell: ({ blockedAt }) => <Standing blocked={blockedAt !== null} /> },
          { label: words.since, cell: ({ createdAt }) => format.date(createdAt) },
        ]}
      />
    )}
    <Pagination newer={null} older={older} />
  </Frame>
);

/** Only what is out of the ordinary stands out. */
const Standing = ({ blocked }: { blocked: boolean }) =>
  blocked ? <Badge tone="crimson">{words.blocked}</Badge> : <span class="muted">{words.active}</span>;

export interface PersonPageProps {
  person: AdminPerson;
  organizations: readonly { slug: string; name: string; role: string }[];
  /** Undefined until it was asked for. */
  address: string | null | undefined;
  isSelf: boolean;
  errors: readonly FieldError[];
  token: string;
  format: Format;
}

export const PersonPage = (props: PersonPageProps) => {
  const { person, organizations, isSelf, format } = props;
  return (
    <Frame current="people" lede={`${person.displayName || person.handle} @${person.handle}`}>
      <Notice tone="warning" title={words.personalData}>
        <p>{words.personalDataText}</p>
      </Notice>
      <DescriptionList
        entries={[
          [words.standing, <Standing blocked={person.blockedAt !== null} />],
          person.blockedReason !== null && [words.blockedFor, person.blockedReason],
          [words.role, person.staff ? words.staff[person.staff] : words.noStaff],
          [words.since, format.date(person.createdAt)],
          [words.reports, format.number(person.reports)],
          [
            words.organizations,
            organizations.length === 0
              ? words.noOrganizations
              : format.list(organizations.map(({ name, role }) => `${name} (${role})`)),
          ],
          [words.address, <Address {...props} />],
        ]}
      />
      {isSelf ? <p class="muted">{words.yourself}</p> : <Powers {...props} />}
    </Frame>
  );
};

function Address({ person, address, token }: PersonPageProps) {
  if (address !== undefined)
    return (
      <>
        {address ?? words.noAddress} <span class="muted small">{words.addressShown}</span>
      </>
    );
  return (
    <Form action={link(urls.adminPersonAddress, { id: person.id })} token={token} layout="bare">
      <Button size="small" icon="eye">
        {words.showAddress}
      </Button>
    </Form>
  );
}

const Powers = ({ person, errors, token }: PersonPageProps) => (
  <div class="card-pair">
    <Card title={person.blockedAt ? words.unblock : words.block}>
      <Form action={link(urls.adminPersonBlock, { id: person.id })} token={token}>
        {person.blockedAt ? (
          <Button name="blocked" value="no">
            {words.unblock}
          </Button>
        ) : (
          <>
            <p>{words.blockText}</p>
            <TextInput
              name="reason"
              label={words.reason}
              error={errorFor(errors, 'reason')}
              maxLength={2000}
              required
            />
            <Button name="blocked" value="yes" kind="danger">
              {words.block}
            </Button>
          </>
        )}
      </Form>
    </Card>
    <Card title={words.role}>
      <Form action={link(urls.adminPersonStaff, { id: person.id })} token={token}>
        <p>{words.staffText}</p>
        <Select
          name="staff"
          label={words.role}
          blank={words.noStaff}
          value={person.staff ?? ''}
          options={Object.entries(words.staff).map(([value, label]) => ({ value, label }))}
        />
        <Button>{words.save}</Button>
      </Form>
    </Card>
  </div>
);
