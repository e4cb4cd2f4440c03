import { isOpen, states } from '@bugheist/bug/state';
import { link, urls } from '../../urls.ts';
import { Badge } from '../../web/components/badge.tsx';
import { BugList, type BugRow } from '../../web/components/bug-list.tsx';
import { Button, LinkButton } from '../../web/components/button.tsx';
import { EmptyState } from '../../web/components/empty-state.tsx';
import { Form } from '../../web/components/form.tsx';
import { KeyboardHelp, keyboardHelpId } from '../../web/components/keyboard-help.tsx';
import { LiveBar } from '../../web/components/live-bar.tsx';
import { Notice } from '../../web/components/notice.tsx';
import { PageHeader } from '../../web/components/page-header.tsx';
import { Pagination } from '../../web/components/pagination.tsx';
import { type Tab, Tabs } from '../../web/components/tabs.tsx';
import { Time } from '../../web/components/time.tsx';
import type { Format } from '../../words/format.ts';
import { queueWords as words } from '../../words/queue.ts';
import { webWords } from '../../words/web.ts';
import type { BulkFailure } from '../change-many.ts';
import { formatCursor } from '../queue-cursor.ts';
import { filterQuery, isMine, isNarrowed, type QueueFilter } from '../queue-filter.ts';
import type { QueuePage as Entries, QueueEntry } from '../read-queue.ts';
import { countCap, openCount, type QueueCounts } from '../store/queue-counts.ts';
import { BulkBar, type BulkTyped } from './bulk-bar.tsx';
import { type Choices, QueueFilters } from './queue-filters.tsx';
import { SavedViews, SaveView, type ShownView } from './saved-views.tsx';

export interface QueuePageProps {
  filter: QueueFilter;
  page: Entries;
  counts: QueueCounts;
  choices: Choices;
  views: readonly ShownView[];
  /** The one organization whose queue this is; null for several. */
  home: QueueHome | null;
  /** Whether the person may work on anything here, or only look. */
  works: boolean;
  /** An id that later events come after. */
  drawnAt: string;
  failures: readonly BulkFailure[];
  message: string | null;
  typed: BulkTyped;
  token: string;
  format: Format;
  now: Date;
}

export interface QueueHome {
  slug: string;
  name: string;
  isMember: boolean;
  manages: boolean;
}

export function QueuePage(props: QueuePageProps) {
  const { filter, page, counts, choices, views, token } = props;
  const mine = filter.assignee === 'me';
  return (
    <>
      <PageHeader
        title={mine ? words.mine : words.title}
        lede={mine ? words.mineLede : words.lede}
        actions={<Help />}
      />
      <LiveBar
        stream={link(urls.queueLive, null, { since: props.drawnAt })}
        here={link(urls.queue, null, filterQuery(filter, { page: true }))}
      />
      <Failures failures={props.failures} message={props.message} />
      <SavedViews views={views} filter={filter} token={token} />
      <Tabs label={words.byState} tabs={stateTabs(filter, counts)} />
      <QueueFilters filter={filter} choices={choices} />
      <SaveView views={views} filter={filter} organizations={choices.organizations} token={token} />
      {page.entries.length === 0 ? <Nothing filter={filter} choices={choices} /> : <Rows {...props} />}
      {props.home && <Home home={props.home} />}
      <KeyboardHelp shortcuts={shortcuts} />
    </>
  );
}

function Rows({ filter, page, choices, works, typed, token, format, now }: QueuePageProps) {
  const turn = (side: 'after' | 'before', cursor: Entries['after']) =>
    cursor && link(urls.queue, null, { ...filterQuery(filter), [side]: formatCursor(cursor) });
  const several = choices.organizations.length > 1 && filter.organization === null;
  const bugs = page.entries.map((entry) => rowOf(entry, { works, several, format, now }));
  return (
    <>
      <Form action={urls.queueBulk} token={token} layout="bare" data-queue>
        <input
          type="hidden"
          name="view"
          value={link(urls.queue, null, filterQuery(filter, { page: true }))}
        />
        <BugList label={words.list} bugs={bugs} />
        {works && <BulkBar choices={choices} typed={typed} />}
      </Form>
      <Pagination newer={turn('before', page.before)} older={turn('after', page.after)} />
    </>
  );
}

/** Where to go for what is not a bug. */
const Home = ({ home: { slug, name, isMember, manages } }: { home: QueueHome }) => (
  <p class="row small muted">
    {isMember && <span>{words.memberOf(name)}</span>}
    {manages && <a href={link(urls.organizationSettings, { slug })}>{words.settingsOf(name)}</a>}
    {isMember && <a href={link(urls.organizationLeaving, { slug })}>{words.leave}</a>}
  </p>
);

interface RowOptions {
  works: boolean;
  several: boolean;
  format: Format;
  now: Date;
}

function rowOf(entry: QueueEntry, { works, several, format, now }: RowOptions): BugRow {
  return {
    href: link(urls.bug, { number: entry.name }),
    number: entry.name,
    title: entry.title,
    state: entry.state,
    kind: entry.kind,
    severity: entry.severity,
    facts: [
      several && entry.organizationName,
      entry.assetName,
      <Time at={entry.createdAt} now={now} format={format} key="filed" />,
      entry.sightings > 1 && words.seenTimes(format.plural(entry.sightings, { one: 'time', other: 'times' })),
      ...entry.labels.map(({ name }) => <Badge key={name}>{name}</Badge>),
    ].filter((fact) => fact !== false && fact !== null),
    end: entry.assigneeHandle === null ? <Unassigned /> : entry.assigneeName || entry.assigneeHandle,
    select: works ? { name: 'bug', value: entry.name } : undefined,
  };
}

const Unassigned = () => <span class="muted">{words.nobody}</span>;

const Nothing = ({ filter, choices }: { filter: QueueFilter; choices: Choices }) => {
  if (choices.organizations.length === 0)
    return (
      <EmptyState icon="inbox" title={words.noOrganization}>
        {words.noOrganizationText}
      </EmptyState>
    );
  if (isMine(filter))
    return (
      <EmptyState
        icon="inbox"
        title={words.noneMine}
        action={<LinkButton href={urls.queue}>{words.toQueue}</LinkButton>}
      >
        {words.noneMineText}
      </EmptyState>
    );
  const narrowed = isNarrowed(filter) || filter.states.length > 0;
  return (
    <EmptyState icon="inbox" title={narrowed ? words.noneFound : words.noneYet}>
      {narrowed ? words.noneFoundText : words.noneYetText}
    </EmptyState>
  );
};

const Failures = ({ failures, message }: Pick<QueuePageProps, 'failures' | 'message'>) => {
  if (failures.length === 0 && message === null) return null;
  return (
    <Notice tone="danger" title={message ?? words.bulkNothing} live>
      {failures.length > 0 && (
        <>
          <p>{words.bulkNothingText}</p>
          <ul>
            {failures.map(({ name, title, why }) => (
              <li key={name}>
                <strong>{title === null ? name : `${name} ${title}`}</strong>: {why}
              </li>
            ))}
          </ul>
        </>
      )}
    </Notice>
  );
};

function stateTabs(filter: QueueFilter, counts: QueueCounts): Tab[] {
  const shown = (count: number) =>
    count > countCap || !counts.whole ? words.more(Math.min(count, countCap)) : count;
  const to = (change: Partial<QueueFilter>): string =>
    link(urls.queue, null, filterQuery({ ...filter, states: [], life: 'any', ...change, cursor: null }));
  const open = openCount(counts);
  const all = [...counts.of.values()].reduce((sum, count) => sum + count, 0);
  const lives = [
    { life: 'open', label: words.open, count: open },
    { life: 'closed', label: words.closed, count: all - open },
    { life: 'any', label: words.any, count: all },
  ] as const;
  const isCurrent = (life: QueueFilter['life']) => filter.states.length === 0 && filter.life === life;
  const single = states.filter(
    (state) => (isOpen(state) && (counts.of.get(state) ?? 0) > 0) || filter.states.includes(state),
  );
  return [
    ...lives.map(({ life, label, count }) => ({
      href: to({ life }),
      label,
      count: shown(count),
      current: isCurrent(life),
    })),
    ...single.map((state) => ({
      href: to({ states: [state] }),
      label: webWords.state[state],
      count: shown(counts.of.get(state) ?? 0),
      current: filter.states.includes(state),
    })),
  ];
}

const Help = () => (
  <Button type="button" kind="quiet" icon="keyboard" popovertarget={keyboardHelpId}>
    {words.keyboard}
  </Button>
);

export const shortcuts = [
  { keys: ['j'], does: words.shortcuts.next },
  { keys: ['k'], does: words.shortcuts.previous },
  { keys: ['Enter'], does: words.shortcuts.open },
  { keys: ['x'], does: words.shortcuts.select },
  { keys: ['a'], does: words.shortcuts.assign },
  { keys: ['/'], does: words.shortcuts.search },
  { keys: ['?'], does: words.shortcuts.help },
];
