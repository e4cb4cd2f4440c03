import { link, urls } from '../../urls.ts';
import { BarChart } from '../../web/components/bar-chart.tsx';
import { Button, LinkButton } from '../../web/components/button.tsx';
import { Card } from '../../web/components/card.tsx';
import { EmptyState } from '../../web/components/empty-state.tsx';
import { Form } from '../../web/components/form.tsx';
import { LineChart } from '../../web/components/line-chart.tsx';
import { Notice } from '../../web/components/notice.tsx';
import { PageHeader } from '../../web/components/page-header.tsx';
import { Stats } from '../../web/components/stat.tsx';
import type { Format } from '../../words/format.ts';
import { guardWords as words } from '../../words/guard.ts';
import { maskedAddress } from '../masked-target.ts';
import type { Watch } from '../read-watch.ts';
import type { Trouble } from '../well-being.ts';
import { DecisionTable } from './decision-table.tsx';
import { GuardTable } from './guard-table.tsx';
import { IncidentTable } from './incident-table.tsx';
import type { WatchLinks } from './watch-links.ts';

export interface WatchPageProps {
  links: WatchLinks;
  watch: Watch;
  token: string;
  format: Format;
  now: Date;
}

/** What the guards of a perimeter see and do, without anybody's address. */
export function WatchPage(props: WatchPageProps) {
  const { links, watch, format, now } = props;
  if (watch.guards.length === 0) return <NoGuards links={links} />;
  return (
    <div class="stack stack-l" data-live={links.news}>
      <Head {...props} />
      <WellBeing {...props} />
      <Figures watch={watch} format={format} />
      <div class="guard-columns">
        <Card title={words.scenarios}>
          <Scenarios watch={watch} format={format} />
        </Card>
        <Card title={words.topSources}>
          <TopSources watch={watch} format={format} />
        </Card>
      </div>
      <section class="stack" aria-labelledby="decisions">
        <h2 id="decisions">{words.decisions}</h2>
        {watch.decisions.length === 0 ? (
          <EmptyState icon="shield-check" title={words.noDecisions}>
            {words.noDecisionsText}
          </EmptyState>
        ) : (
          <DecisionTable {...props} decisions={watch.decisions} showAddresses={false} />
        )}
      </section>
      <section class="stack" aria-labelledby="incidents">
        <h2 id="incidents">{words.incidents}</h2>
        <IncidentTable incidents={watch.incidents} format={format} now={now} />
      </section>
      <section class="stack" aria-labelledby="guards">
        <h2 id="guards">{words.guards}</h2>
        <GuardTable guards={watch.guards} format={format} now={now} />
      </section>
    </div>
  );
}

const NoGuards = ({ links }: { links: WatchLinks }) => (
  <>
    <PageHeader title={links.title} breadcrumbs={links.breadcrumbs} />
    <EmptyState
      icon="shield"
      title={words.noGuards}
      action={
        links.machines && (
          <LinkButton href={links.machines} kind="primary" icon="plus">
            {words.addGuard}
          </LinkButton>
        )
      }
    >
      {words.noGuardsText}
    </EmptyState>
  </>
);

const Head = ({ links, token }: WatchPageProps) => (
  <PageHeader
    title={links.title}
    lede={links.lede}
    breadcrumbs={links.breadcrumbs.length > 0 ? links.breadcrumbs : undefined}
    actions={
      <>
        <Form action={links.addresses} token={token} layout="bare">
          <Button icon="eye">{words.showAddresses}</Button>
        </Form>
        {links.machines && <LinkButton href={links.machines}>{words.manageGuards}</LinkButton>}
      </>
    }
  />
);

function WellBeing({ watch, format, now }: WatchPageProps) {
  if (watch.troubles.length === 0)
    return (
      <Notice tone="success" title={words.allWell}>
        <p>
          {words.allWellText(format.plural(watch.guards.length, { one: 'guard runs', other: 'guards run' }))}
        </p>
      </Notice>
    );
  return (
    <Notice tone="warning" title={words.lookHere}>
      <ul class="guard-troubles">
        {watch.troubles.map((trouble) => (
          <li key={JSON.stringify(trouble)}>
            {sentence(trouble, format, now)} <Way trouble={trouble} />
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function sentence(trouble: Trouble, format: Format, now: Date): string {
  const say = words.troubles;
  switch (trouble.type) {
    case 'silent':
      return say.silent(trouble.guard, format.relative(trouble.since, now));
    case 'never-seen':
      return say['never-seen'](trouble.guard);
    case 'behind':
      return say.behind(trouble.guard, trouble.source, format.bytes(trouble.bytes));
    case 'bouncer-down':
      return say['bouncer-down'](trouble.guard, trouble.bouncer);
    case 'clock':
      return say.clock(trouble.guard, format.duration(Math.abs(trouble.aheadMs)));
    case 'unwritten':
      return say.unwritten(trouble.guard, format.plural(trouble.entries, { one: 'entry', other: 'entries' }));
    case 'held':
      return say.held(format.plural(trouble.decisions, { one: 'decision waits', other: 'decisions wait' }));
    case 'attacked':
      return say.attacked(trouble.scenario);
  }
}

/** Where to go about it. */
function Way({ trouble }: { trouble: Trouble }) {
  if (trouble.type === 'held') return <a href="#decisions">{words.seeHeld}</a>;
  if (trouble.type !== 'attacked' || trouble.bug === null) return null;
  return <a href={link(urls.bug, { number: trouble.bug })}>{words.seeBug(trouble.bug)}</a>;
}

function Figures({ watch, format }: { watch: Watch; format: Format }) {
  const sum = (name: 'requests' | 'blocked' | 'alerts') =>
    watch.minutes.reduce((total, one) => total + one[name], 0);
  const [requests, blocked] = [sum('requests'), sum('blocked')];
  const { enforced, shadow, held } = watch.live;
  return (
    <>
      <Stats
        stats={[
          { label: words.requests, value: format.number(requests) },
          {
            label: words.blocked,
            value: format.number(blocked),
            detail: requests > 0 && words.share(format.percent(blocked / requests)),
          },
          { label: words.alerts, value: format.number(sum('alerts')) },
          {
            label: words.inForce,
            value: format.number(enforced),
            detail: words.inForceDetail(format.number(shadow), format.number(held)),
          },
        ]}
      />
      <LineChart
        caption={words.chart}
        points={watch.minutes.map(({ minute }) => format.dateTime(minute))}
        series={[
          {
            name: words.letThrough,
            tone: 'accent',
            values: watch.minutes.map((one) => Math.max(0, one.requests - one.blocked)),
          },
          { name: words.refused, tone: 'crimson', values: watch.minutes.map(({ blocked: one }) => one) },
        ]}
        formatValue={(value) => format.number(Math.round(value))}
      />
    </>
  );
}

function Scenarios({ watch, format }: { watch: Watch; format: Format }) {
  if (watch.scenarios.length === 0) return <p class="muted">{words.noScenarios}</p>;
  return (
    <BarChart
      caption={words.scenarios}
      bars={watch.scenarios.map(({ name, alerts }) => ({
        key: name,
        label: name.replace(/^bugheist\//, ''),
        value: alerts,
        text: format.number(alerts),
      }))}
    />
  );
}

function TopSources({ watch, format }: { watch: Watch; format: Format }) {
  if (watch.topSources.length === 0) return <p class="muted">{words.noSources}</p>;
  return (
    <>
      <BarChart
        caption={words.topSources}
        bars={watch.topSources.map(({ address, requests, alerts }) => ({
          key: address,
          label: <span class="mono">{maskedAddress(address)}</span>,
          value: requests,
          tone: alerts > 0 ? 'crimson' : 'accent',
          text: words.ofAlerts(
            format.plural(alerts, { one: 'alert', other: 'alerts' }),
            format.number(requests),
          ),
        }))}
      />
      <p class="muted small">{words.topSourcesHint}</p>
    </>
  );
}
