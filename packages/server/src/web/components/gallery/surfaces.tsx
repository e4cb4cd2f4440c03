import { LinkButton } from '../button.tsx';
import { Centred } from '../centred.tsx';
import { EmptyState } from '../empty-state.tsx';
import { FindForm } from '../find-form.tsx';
import { Notice } from '../notice.tsx';
import { SeverityBadge } from '../severity-badge.tsx';
import { Table } from '../table.tsx';
import { Section } from './section.tsx';

const rows = [
  { number: 'NW-42', title: 'Password reset link works twice', severity: 'critical', days: 2 },
  { number: 'NW-41', title: 'Order history shows another customer’s address', severity: 'high', days: 5 },
  { number: 'NW-37', title: 'Checkout takes nine seconds on a phone', severity: 'medium', days: 11 },
] as const;

export const Surfaces = () => (
  <>
    <Section title="Notices">
      <Notice title="Northwind has not signed up yet">
        <p>We tell them that a bug waits for them, without its details. You see here when they answer.</p>
      </Notice>
      <Notice tone="success">
        <p>Your report is filed as NW-42. Northwind usually answers within two days.</p>
      </Notice>
      <Notice tone="warning" title="Two others saw something like this">
        <p>
          Have a look at <a href="/bugs/NW-12">NW-12</a> first; yours may add to it.
        </p>
      </Notice>
      <Notice tone="danger">
        <p>The file could not be stored. Choose it again to retry.</p>
      </Notice>
    </Section>
    <Section title="Table">
      <Table
        caption="Open bugs of Northwind"
        keyOf={(row) => row.number}
        rows={rows}
        columns={[
          { label: 'Number', cell: (row) => <a href={`/bugs/${row.number}`}>{row.number}</a> },
          { label: 'Title', heading: true, cell: (row) => row.title },
          { label: 'Severity', cell: (row) => <SeverityBadge severity={row.severity} /> },
          { label: 'Days open', align: 'end', cell: (row) => row.days },
        ]}
      />
    </Section>
    <Section title="Find">
      <FindForm action="/organizations" label="Find an organization" text="" submit="Find" />
    </Section>
    <Section title="Centred">
      <Centred>
        <p>
          <strong>This link does not work any more.</strong> It was used, or it is older than a week.
        </p>
        <div class="centred-after">
          <a href="/">To the front page</a>
        </div>
      </Centred>
    </Section>
    <Section title="Empty state">
      <EmptyState
        icon="inbox"
        title="No bugs yet"
        action={
          <LinkButton href="/organizations/northwind/settings" kind="primary">
            Publish your policy
          </LinkButton>
        }
      >
        Reports, scanner hits and incidents land here. Publish a policy so that people know where to send
        theirs.
      </EmptyState>
    </Section>
  </>
);
