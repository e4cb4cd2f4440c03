import { formatBugNumber } from '@bugheist/bug/bug';
import { link, urls } from '../../urls.ts';
import { Badge } from '../../web/components/badge.tsx';
import { Button } from '../../web/components/button.tsx';
import { Card } from '../../web/components/card.tsx';
import { DisclosureBadge } from '../../web/components/disclosure-badge.tsx';
import { Form } from '../../web/components/form.tsx';
import { KindBadge } from '../../web/components/kind-badge.tsx';
import { LiveBar } from '../../web/components/live-bar.tsx';
import { Notice } from '../../web/components/notice.tsx';
import { PageHeader } from '../../web/components/page-header.tsx';
import { SeverityBadge } from '../../web/components/severity-badge.tsx';
import { StateBadge } from '../../web/components/state-badge.tsx';
import { bugWords as words } from '../../words/bug.ts';
import type { Format } from '../../words/format.ts';
import { queueWords } from '../../words/queue.ts';
import type { LoadedBug } from '../load-bug.ts';
import type { BugInside } from '../read-bug-page.ts';
import { BugFacts, SeverityMetrics } from './bug-facts.tsx';
import { DetailsForm, LabelsForm, SeverityForm } from './bug-forms.tsx';
import { BugAssignment, BugSteps } from './bug-steps.tsx';
import { BugTimeline } from './bug-timeline.tsx';
import { AnswerForm, NoteForm } from './conversation-forms.tsx';
import { DisclosureCard } from './disclosure-card.tsx';
import { type FormState, wasRefused } from './form-state.ts';
import { wholeSentence } from './timeline-event.tsx';
import { WatchForm } from './watch-form.tsx';

export interface BugPageProps {
  bug: LoadedBug;
  inside: BugInside;
  me: string | null;
  state: FormState | null;
  token: string;
  format: Format;
  now: Date;
}

/** What those who work on a bug see of it. */
export function BugPage(props: BugPageProps) {
  const { bug, inside, state, format, now, token } = props;
  const form = formOf(props);
  return (
    <>
      <PageHeader title={bug.title} breadcrumbs={[{ href: urls.queue, label: queueWords.title }]}>
        <span class="number">{bug.name}</span>
        <StateBadge state={bug.state} />
        <SeverityBadge severity={bug.severity} score={bug.cvssScore} />
        <KindBadge kind={bug.kind} />
        <DisclosureBadge disclosure={bug.disclosure} />
      </PageHeader>
      <LiveBar
        stream={link(urls.bugLive, { number: bug.name }, { since: form.seen })}
        here={link(urls.bug, { number: bug.name })}
      />
      <Refused state={state} format={format} />
      <Parent {...props} />
      <div class="split">
        <div class="stack stack-l">
          <BugTimeline
            {...inside}
            guardOf={inside.may.watchGuard ? bug.slug : null}
            format={format}
            now={now}
          />
          {inside.may.note && (
            <>
              <AnswerForm {...form} format={format} to={answerable(inside)} templates={inside.templates} />
              <NoteForm {...form} format={format} />
            </>
          )}
        </div>
        <aside class="stack queue-aside">
          <BugSteps {...form} steps={inside.steps} />
          <Facts {...props} />
          <Related bug={bug} inside={inside} />
          <DisclosureCard
            {...props}
            disclosure={inside.disclosure}
            action={link(urls.bugPublication, { number: bug.name })}
          />
          <Passing bug={bug} inside={inside} token={token} />
        </aside>
      </div>
    </>
  );
}

const formOf = ({ bug, token, inside, state }: BugPageProps) => ({
  bug,
  token,
  state,
  seen: inside.events.at(-1)?.id ?? '',
});

/** The people behind the reports, of merged bugs too. */
const answerable = ({ sightings, conversations }: BugInside) =>
  conversations.map((report) => {
    const found = sightings.find((sighting) => sighting.report?.id === report);
    return { report, name: found?.reporterName || found?.reporterHandle || words.anonymous };
  });

/** What went wrong with the form that came back, and what its sender had not seen. */
function Refused({ state, format }: { state: FormState | null; format: Format }) {
  if (!wasRefused(state)) return null;
  if (state.missed === null)
    return (
      <Notice tone="danger" title={words.refusedTitle} live>
        {state.message ?? state.errors[0]?.message}
      </Notice>
    );
  return (
    <Notice tone="warning" title={words.staleTitle} live>
      <p>{words.stale}</p>
      <ul>
        {state.missed.map((event) => (
          <li key={event.id}>
            <a href={`#${event.id}`}>{wholeSentence(event, format)}</a>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function Parent({ bug, inside, token }: BugPageProps) {
  const { parent, may } = inside;
  if (!parent) return null;
  return (
    <Notice>
      <p>
        {words.duplicateOf(parent.name)} <a href={link(urls.bug, { number: parent.name })}>{parent.title}</a>
      </p>
      {may.triage && (
        <Form action={link(urls.bugMergeUndo, { number: bug.name })} token={token} layout="bare">
          <input type="hidden" name="version" value={bug.version} />
          <Button size="small">{words.undoMerge}</Button>
        </Form>
      )}
    </Notice>
  );
}

function Facts(props: BugPageProps) {
  const { bug, inside, me, format, now } = props;
  const form = formOf(props);
  const { may, labels, allLabels } = inside;
  return (
    <Card title={words.facts}>
      <BugFacts
        bug={bug}
        assetName={inside.assetName}
        // Whoever may change it reads it in the form below.
        assignee={may.fix ? undefined : inside.assigneeName}
        format={format}
        now={now}
      />
      <SeverityMetrics vector={bug.cvssVector} />
      {labels.length > 0 && (
        <div class="row">
          {labels.map(({ id, name }) => (
            <Badge icon="tag" key={id}>
              {name}
            </Badge>
          ))}
        </div>
      )}
      {may.fix && <BugAssignment {...form} workers={inside.workers} me={me} />}
      {may.triage && <SeverityForm {...form} />}
      {may.triage && <DetailsForm {...form} assets={inside.assets} />}
      {may.fix && allLabels.length > 0 && <LabelsForm {...form} labels={labels} allLabels={allLabels} />}
    </Card>
  );
}

function Related({ inside }: { bug: LoadedBug; inside: BugInside }) {
  const { duplicates, similar } = inside;
  if (duplicates.length + similar.length === 0) return null;
  return (
    <>
      {duplicates.length > 0 && <BugLinks title={words.duplicates} bugs={duplicates} />}
      {similar.length > 0 && <BugLinks title={words.similar} bugs={similar} />}
    </>
  );
}

type Brief = BugInside['duplicates'][number];

const BugLinks = ({ title, bugs }: { title: string; bugs: readonly Brief[] }) => (
  <Card title={title}>
    <ul class="queue-related">
      {bugs.map((bug) => (
        <li key={bug.number}>
          <a href={link(urls.bug, { number: formatBugNumber(bug) })}>{bug.title}</a>{' '}
          <span class="muted number">{formatBugNumber(bug)}</span> <StateBadge state={bug.state} plain />
        </li>
      ))}
    </ul>
  </Card>
);

/** Follow: in passing. */
function Passing({ bug, inside, token }: { bug: LoadedBug; inside: BugInside; token: string }) {
  const { may, watching } = inside;
  return (
    <div class="stack stack-s">
      {may.follow && <WatchForm number={bug.name} watching={watching} token={token} />}
    </div>
  );
}
