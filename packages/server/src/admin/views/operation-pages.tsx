import type { AuditVerdict } from '../../audit/verify.ts';
import type { JobRow, JobState } from '../../jobs/admin.ts';
import { link, urls } from '../../urls.ts';
import { Badge } from '../../web/components/badge.tsx';
import { Button, LinkButton } from '../../web/components/button.tsx';
import { EmptyState } from '../../web/components/empty-state.tsx';
import { FindForm } from '../../web/components/find-form.tsx';
import { Form } from '../../web/components/form.tsx';
import { Notice } from '../../web/components/notice.tsx';
import { Pagination } from '../../web/components/pagination.tsx';
import { Stats } from '../../web/components/stat.tsx';
import { Table } from '../../web/components/table.tsx';
import { adminWords as words } from '../../words/admin.ts';
import type { Format } from '../../words/format.ts';
import type { AnyOrganization, AuditRow } from '../store.ts';
import { Frame } from './frame.tsx';

interface OrganizationsPageProps {
  organizations: readonly AnyOrganization[];
  text: string;
  older: string | null;
  format: Format;
}

export const OrganizationsPage = ({ organizations, text, older, format }: OrganizationsPageProps) => (
  <Frame
    current="organizations"
    lede={words.organizationsText}
    actions={
      <LinkButton href={urls.organizationNew} kind="primary" icon="plus">
        {words.newOrganization}
      </LinkButton>
    }
  >
    <FindForm
      action={urls.adminOrganizations}
      label={words.organizationsFind}
      text={text}
      submit={words.find}
    />
    {organizations.length === 0 ? (
      <EmptyState icon="building-2" title={words.nothing}>
        {words.nothingText}
      </EmptyState>
    ) : (
      <Table
        caption={words.tabs.organizations}
        keyOf={({ id }) => id}
        rows={organizations}
        columns={[
          {
            label: words.organization,
            heading: true,
            cell: ({ slug, name }) => <a href={link(urls.organization, { slug })}>{name}</a>,
          },
          { label: words.domain, cell: ({ domain }) => domain ?? '' },
          {
            label: words.standing,
            cell: ({ staffedAt }) => (
              <Badge tone={staffedAt ? 'green' : 'amber'}>
                {staffedAt ? words.staffed : words.unstaffed}
              </Badge>
            ),
          },
          { label: words.openBugs, align: 'end', cell: ({ openBugs }) => format.number(openBugs) },
          {
            label: '',
            cell: ({ slug }) => <a href={link(urls.organizationMembers, { slug })}>{words.members}</a>,
          },
        ]}
      />
    )}
    <Pagination newer={null} older={older} />
  </Frame>
);

interface JobsPageProps {
  failed: readonly JobRow[];
  counts: Readonly<Record<JobState, number>>;
  token: string;
  format: Format;
}

export const JobsPage = ({ failed, counts, token, format }: JobsPageProps) => (
  <Frame current="jobs" lede={words.jobsText}>
    <Stats
      stats={(['created', 'active', 'retry', 'failed'] as const).map((state) => ({
        label: words.jobStates[state],
        value: format.number(counts[state]),
      }))}
    />
    {failed.length === 0 ? (
      <EmptyState icon="circle-check" title={words.jobsDone}>
        {words.jobsDoneText}
      </EmptyState>
    ) : (
      <Table
        caption={words.jobStates.failed}
        keyOf={({ id }) => id}
        rows={failed}
        columns={[
          { label: words.job, heading: true, cell: ({ name }) => <code>{name}</code> },
          { label: words.failedAt, cell: ({ endedAt }) => (endedAt ? format.dateTime(endedAt) : '') },
          { label: words.attempts, align: 'end', cell: ({ attempts }) => format.number(attempts) },
          {
            label: words.error,
            cell: ({ error }) => <span class="admin-error">{withoutAddresses(error ?? '')}</span>,
          },
          {
            label: '',
            cell: ({ id, name }) => (
              <Form action={link(urls.adminJobRetry, { id })} token={token} layout="bare">
                <input type="hidden" name="name" value={name} />
                <Button size="small" aria-label={words.retryOf(name)}>
                  {words.retry}
                </Button>
              </Form>
            ),
          },
        ]}
      />
    )}
  </Frame>
);

/** A mail server's answer names the address it would not take. */
const withoutAddresses = (error: string): string =>
  error.replace(/[^\s<>"']+@[^\s<>"']+/g, words.addressHidden);

interface AuditPageProps {
  entries: readonly AuditRow[];
  /** Null until somebody asks for it. */
  verdict: AuditVerdict | null;
  older: string | null;
  format: Format;
}

export const AuditPage = ({ entries, verdict, older, format }: AuditPageProps) => (
  <Frame
    current="audit"
    lede={words.auditText}
    actions={<LinkButton href={link(urls.adminAudit, null, { verify: 'yes' })}>{words.verify}</LinkButton>}
  >
    {verdict && <Verdict verdict={verdict} format={format} />}
    <Table
      caption={words.tabs.audit}
      keyOf={({ id }) => id}
      rows={entries}
      columns={[
        { label: words.when, cell: ({ at }) => format.dateTime(at) },
        {
          label: words.who,
          cell: ({ actorHandle, actorKind }) =>
            actorHandle ? `@${actorHandle}` : actorKind === 'system' ? words.system : actorKind,
        },
        { label: words.what, heading: true, cell: ({ action }) => <code>{action}</code> },
        {
          label: words.object,
          cell: ({ objectType, objectId }) => (
            <span class="admin-error">
              {objectType} {objectId}
            </span>
          ),
        },
        {
          label: words.details,
          cell: ({ content }) => <Details content={content} />,
        },
        { label: words.seal, align: 'end', cell: ({ position }) => position ?? words.unsealed },
      ]}
    />
    <Pagination newer={null} older={older} />
  </Frame>
);

/** What was recorded, name by name. */
const Details = ({ content }: { content: Record<string, unknown> }) => (
  <ul class="admin-details">
    {Object.entries(content).map(([name, value]) => (
      <li key={name}>
        <span class="muted">{name}</span> {typeof value === 'string' ? value : JSON.stringify(value)}
      </li>
    ))}
  </ul>
);

const Verdict = ({ verdict, format }: { verdict: AuditVerdict; format: Format }) =>
  verdict.ok ? (
    <Notice tone="success" live>
      <p>{words.verified(format.number(verdict.sealed), format.number(verdict.unsealed))}</p>
    </Notice>
  ) : (
    <Notice tone="danger" title={words.broken} live>
      <p>{verdict.reason}</p>
    </Notice>
  );
