import { describePlace } from '@bugheist/bug/sighting';
import { Fragment } from 'preact';
import { link, urls } from '../../urls.ts';
import { CodeBlock } from '../../web/components/code-block.tsx';
import { Notice } from '../../web/components/notice.tsx';
import type { ShownPerson } from '../../web/components/person-name.tsx';
import { Prose } from '../../web/components/prose.tsx';
import { Time } from '../../web/components/time.tsx';
import { Timeline, TimelineEvent, TimelineMessage } from '../../web/components/timeline.tsx';
import { bugWords as words } from '../../words/bug.ts';
import type { Format } from '../../words/format.ts';
import type { TimelineEntry } from '../bug-timeline.ts';
import type { AttachmentRow } from '../store/bug-page.ts';
import type { SightingRow } from '../store/conversation.ts';
import { EventLine } from './timeline-event.tsx';

interface BugTimelineProps {
  timeline: readonly TimelineEntry[];
  attachments: readonly AttachmentRow[];
  /** Slug of the organization whose guard's decisions the reader may see; null when they may not. */
  guardOf: string | null;
  format: Format;
  now: Date;
}

/** Sightings, comments, notes and changes in one order. */
export const BugTimeline = ({ timeline, ...more }: BugTimelineProps) => (
  <Timeline label={words.happened}>
    {timeline.map((entry) => (
      <Entry entry={entry} {...more} key={entry.id} />
    ))}
  </Timeline>
);

type EntryProps = Omit<BugTimelineProps, 'timeline'> & { entry: TimelineEntry };

function Entry({ entry, attachments, guardOf, format, now }: EntryProps) {
  const when = { at: entry.at, now, format, id: entry.id };
  if (entry.type === 'event') return <EventLine event={entry.event} format={format} now={now} />;
  if (entry.type === 'sighting')
    return entry.sighting.report ? (
      <ReportEntry sighting={entry.sighting} attachments={attachments} {...when} />
    ) : (
      <MachineEntry sighting={entry.sighting} guardOf={guardOf} {...when} />
    );
  const isNote = entry.type === 'note';
  const written = isNote ? entry.note : entry.comment;
  const part = isNote ? undefined : words.parts[entry.comment.authorRole];
  const files = attachments.filter(({ commentId, noteId }) => (commentId ?? noteId) === entry.id);
  return (
    <TimelineMessage
      author={shown(written.authorHandle, written.authorName)}
      kind={isNote ? 'note' : 'comment'}
      part={part}
      {...when}
    >
      <Prose html={written.bodyHtml} />
      <Files files={files} format={format} />
    </TimelineMessage>
  );
}

interface When {
  at: Date;
  now: Date;
  format: Format;
  id: string;
}

type SightingProps = When & { sighting: SightingRow; attachments: readonly AttachmentRow[] };

function ReportEntry({ sighting, attachments, ...when }: SightingProps) {
  const { report } = sighting;
  if (!report) return null;
  const files = attachments.filter(({ reportId }) => reportId === report.id);
  return (
    <TimelineMessage
      author={shown(sighting.reporterHandle, sighting.reporterName)}
      kind="comment"
      part={words.report}
      {...when}
    >
      {report.withdrawnAt && <Notice>{words.withdrawn}</Notice>}
      <ReportText report={report} />
      {report.httpExchange !== '' && <CodeBlock code={report.httpExchange} label={words.exchange} />}
      <Files files={files} format={when.format} />
    </TimelineMessage>
  );
}

type Report = NonNullable<SightingRow['report']>;

/** What a reporter wrote. */
export const ReportText = ({ report }: { report: Pick<Report, 'bodyHtml' | 'stepsHtml' | 'impactHtml'> }) => (
  <>
    <Prose html={report.bodyHtml} />
    {report.stepsHtml !== '' && (
      <>
        <h3>{words.steps}</h3>
        <Prose html={report.stepsHtml} />
      </>
    )}
    {report.impactHtml !== '' && (
      <>
        <h3>{words.impact}</h3>
        <Prose html={report.impactHtml} />
      </>
    )}
  </>
);

type MachineProps = When & { sighting: SightingRow; guardOf: string | null };

const MachineEntry = ({ sighting, guardOf, ...when }: MachineProps) => (
  <TimelineEvent
    icon={sighting.type === 'hit' ? 'scan-line' : 'radar'}
    {...when}
    detail={<Found {...sighting} guardOf={guardOf} {...when} />}
  >
    {words.events.sighted(sighting.source)}
  </TimelineEvent>
);

type FoundProps = Pick<SightingRow, 'place' | 'evidence'> &
  Pick<When, 'format' | 'now'> & { guardOf: string | null };

const Found = ({ place, evidence, guardOf, format, now }: FoundProps) => (
  <>
    {place.type !== undefined && <p class="mono">{describePlace(place)}</p>}
    {evidence.message && <p>{evidence.message}</p>}
    <p class="muted small">
      <span class="mono">{evidence.rule ?? evidence.scenario}</span>{' '}
      {evidence.count !== undefined && evidence.count > 1 && words.times(format.number(evidence.count))}{' '}
      {evidence.firstAt && <Time at={new Date(evidence.firstAt)} now={now} format={format} />}
    </p>
    {evidence.lines && evidence.lines.length > 0 && (
      <CodeBlock code={evidence.lines.join('\n')} label={words.evidence} />
    )}
    {guardOf !== null && <Decisions ids={evidence.decisions ?? []} slug={guardOf} />}
    {evidence.snippet && <CodeBlock code={evidence.snippet} label={words.evidence} />}
  </>
);

/** What the guard decided about whoever did it. */
function Decisions({ ids, slug }: { ids: readonly string[]; slug: string }) {
  if (ids.length === 0) return null;
  return (
    <p>
      {words.decisions}:{' '}
      {ids.slice(0, 10).map((id, at) => (
        <Fragment key={id}>
          {at > 0 && ', '}
          <a href={link(urls.organizationGuardDecision, { slug, id })}>{words.decision(id.slice(0, 8))}</a>
        </Fragment>
      ))}
    </p>
  );
}

function Files({ files, format }: { files: readonly AttachmentRow[]; format: Format }) {
  if (files.length === 0) return null;
  return (
    <ul class="queue-files" aria-label={words.attachments}>
      {files.map(({ id, fileName, isImage, width, height, bytes }) => (
        <li key={id}>
          <a href={link(urls.attachment, { id })}>
            {isImage && (
              <img
                src={link(urls.attachmentPreview, { id })}
                alt=""
                loading="lazy"
                width={width ?? undefined}
                height={height ?? undefined}
              />
            )}
            {fileName}
          </a>{' '}
          <span class="muted">{format.bytes(bytes)}</span>
        </li>
      ))}
    </ul>
  );
}

const shown = (handle: string | null, name: string | null): ShownPerson | null =>
  handle === null ? null : { handle, name: name || handle };
