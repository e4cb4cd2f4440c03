import { createFormat } from '../../../words/format.ts';
import { BugList, type BugRow } from '../bug-list.tsx';
import { LinkButton } from '../button.tsx';
import { FilterBar } from '../filter-bar.tsx';
import { PageHeader } from '../page-header.tsx';
import { Pagination } from '../pagination.tsx';
import { PersonName } from '../person-name.tsx';
import { Select } from '../select.tsx';
import { Tabs } from '../tabs.tsx';
import { TextInput } from '../text-input.tsx';
import { Time } from '../time.tsx';
import { now } from './fixture.ts';

const format = createFormat({ locale: 'en-GB', timeZone: 'Europe/Berlin' });
const ago = (hours: number) => (
  <Time at={new Date(now.getTime() - hours * 3_600_000)} now={now} format={format} />
);

type Sample = [
  string,
  string,
  BugRow['state'],
  BugRow['kind'],
  BugRow['severity'],
  string,
  number,
  string | null,
];
const samples: readonly Sample[] = [
  [
    'NW-42',
    'Password reset link works twice',
    'fixing',
    'security',
    'critical',
    'www.northwind.example',
    50,
    'Mara Lindqvist',
  ],
  [
    'NW-47',
    'Order history shows the address of another customer when two tabs are open',
    'triaged',
    'security',
    'high',
    'shop.northwind.example',
    30,
    'Bren Falk',
  ],
  [
    'NW-51',
    'Dependency “left-pad” has a known path traversal',
    'new',
    'security',
    null,
    'github.com/northwind/shop',
    3,
    null,
  ],
  [
    'NW-44',
    'Checkout takes nine seconds on a phone',
    'needs-info',
    'performance',
    'medium',
    'shop.northwind.example',
    70,
    'Tomás Vega',
  ],
  [
    'NW-39',
    'Smart Lock 2 drops its pairing after a firmware update',
    'retest',
    'functionality',
    'medium',
    'Northwind Smart Lock 2',
    140,
    'Ines Kovač',
  ],
  [
    'NW-38',
    'Screen readers cannot reach the basket',
    'new',
    'accessibility',
    'low',
    'shop.northwind.example',
    190,
    null,
  ],
  [
    'NW-31',
    'Price table overlaps its heading at 320 px',
    'resolved',
    'design',
    'low',
    'www.northwind.example',
    400,
    'Yuki Tanaka',
  ],
];

export const SampleQueue = () => (
  <>
    <PageHeader
      title="Queue"
      lede="12 open bugs of Northwind, the most severe first."
      actions={
        <LinkButton href="/report" icon="plus">
          File a bug
        </LinkButton>
      }
    />
    <Tabs
      label="Views"
      tabs={[
        { href: '/queue', label: 'Open', current: true, count: 12 },
        { href: '/queue/mine', label: 'Mine', count: 3 },
        { href: '/queue?state=retest', label: 'Waiting for a retest', count: 1 },
        { href: '/queue?closed=1', label: 'Closed', count: 148 },
      ]}
    />
    <FilterBar action="/queue" clear="/queue">
      <TextInput
        name="q"
        id="queue-search"
        type="search"
        label="Search"
        hideLabel
        placeholder="Title, number or asset"
      />
      <Select
        name="severity"
        label="Severity"
        hideLabel
        blank="Any severity"
        options={[{ value: 'critical', label: 'Critical' }]}
      />
      <Select
        name="kind"
        id="queue-kind"
        label="Kind"
        hideLabel
        blank="Any kind"
        options={[{ value: 'security', label: 'Security' }]}
      />
      <Select
        name="assignee"
        label="Assignee"
        hideLabel
        blank="Anyone"
        options={[{ value: 'me', label: 'Me' }]}
      />
    </FilterBar>
    <BugList
      label="Open bugs"
      bugs={samples.map(([number, title, state, kind, severity, asset, hours, person]) => ({
        href: `/bugs/${number}`,
        number,
        title,
        state,
        kind,
        severity,
        facts: [asset, ago(hours)],
        end: person ? (
          <PersonName person={{ name: person, handle: null }} />
        ) : (
          <span class="muted">Nobody yet</span>
        ),
        select: { name: 'bug', value: number },
      }))}
    />
    <Pagination newer={null} older="?before=NW-31" />
  </>
);
