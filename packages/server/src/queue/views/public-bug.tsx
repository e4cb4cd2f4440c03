import { link, urls } from '../../urls.ts';
import { Card } from '../../web/components/card.tsx';
import { KindBadge } from '../../web/components/kind-badge.tsx';
import { PageHeader } from '../../web/components/page-header.tsx';
import { PersonName } from '../../web/components/person-name.tsx';
import { Prose } from '../../web/components/prose.tsx';
import { StateBadge } from '../../web/components/state-badge.tsx';
import { Timeline, TimelineEvent } from '../../web/components/timeline.tsx';
import { bugWords as words } from '../../words/bug.ts';
import type { Format } from '../../words/format.ts';
import type { LoadedBug } from '../load-bug.ts';
import { type BugOutside, withoutDetails } from '../read-public-bug.ts';
import { BugFacts, SeverityMetrics } from './bug-facts.tsx';
import { ReportText } from './bug-timeline.tsx';
import { WatchForm } from './watch-form.tsx';

interface PublicBugProps {
  bug: LoadedBug;
  outside: BugOutside;
  /** Null: whoever reads cannot follow it. */
  watching: boolean | null;
  token: string;
  format: Format;
  now: Date;
}

/** What the world sees of a disclosed bug: nothing internal, and names only with consent. */
export function PublicBug({ bug, outside, watching, token, format, now }: PublicBugProps) {
  const shown = withoutDetails(bug);
  return (
    <>
      <PageHeader
        title={bug.title}
        breadcrumbs={[{ href: link(urls.organization, { slug: bug.slug }), label: bug.organizationName }]}
      >
        <span class="number">{bug.name}</span>
        <StateBadge state={bug.state} />
        <KindBadge kind={bug.kind} />
      </PageHeader>
      <div class="split">
        <div class="stack stack-l">
          {outside.summary && outside.summary !== '' && (
            <Card title={words.summary}>
              <Prose html={outside.summary} />
            </Card>
          )}
          {outside.reports.map((report) => (
            <Reported report={report} key={report.id} />
          ))}
          <Timeline label={words.happened}>
            {outside.changes.map(({ id, at, from, to }) => (
              <TimelineEvent icon="arrow-right" at={at} now={now} format={format} key={id}>
                {bug.organizationName} {words.events.transition(from, to)}
              </TimelineEvent>
            ))}
          </Timeline>
        </div>
        <aside class="stack">
          <Card title={words.facts}>
            <BugFacts bug={shown} assetName={outside.assetName} format={format} now={now} />
            <SeverityMetrics vector={shown.cvssVector} />
          </Card>
          {watching !== null && <WatchForm number={bug.name} watching={watching} token={token} />}
        </aside>
      </div>
    </>
  );
}

function Reported({ report }: { report: BugOutside['reports'][number] }) {
  const { reporter, text } = report;
  if (!text)
    return (
      reporter && (
        <p class="row">
          {words.reporter}: <PersonName person={reporter} />
        </p>
      )
    );
  return (
    <Card title={words.report}>
      <p class="row">
        <PersonName person={reporter} />
      </p>
      <ReportText report={text} />
    </Card>
  );
}
