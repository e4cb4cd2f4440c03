import { link, urls } from '../../urls.ts';
import { CodeBlock } from '../../web/components/code-block.tsx';
import { Notice } from '../../web/components/notice.tsx';
import type { ShownPerson } from '../../web/components/person-name.tsx';
import { Prose } from '../../web/components/prose.tsx';
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

function Entry({ entry, attachments, format, now }: EntryProps) {
  const when = { at: entry.at, now, format, id: entry.id };
  if (entry.type === 'event') return <EventLine event={entry.event} format={format} now={now} />;
  if (entry.type === 'sighting')
    return entry.sighting.report ? (
      <ReportEntry sighting={entry.sighting} attachments={attachments} {...when} />
    ) : (
      <MachineEntry sighting={entry.sighting} {...when} />
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

const MachineEntry = ({ sighting, ...when }: When & { sighting: SightingRow }) => (
  <TimelineEvent
    icon={sighting.type === 'hit' ? 'scan-line' : 'radar'}
    {...when}
    detail={<Found {...sighting} />}
  >
    {words.events.sighted(sighting.source)}
  </TimelineEvent>
);

const Found = ({ place, evidence }: Pick<SightingRow, 'place' | 'evidence'>) => (
  <>
    {Object.keys(place).length > 0 && <p class="mono">{placeText(place)}</p>}
    {Object.keys(evidence).length > 0 && <CodeBlock code={lines(evidence)} label={words.evidence} />}
  </>
);

/** `src/a.ts:3`, or whatever the machine says of it. */
function placeText(place: Record<string, unknown>): string {
  const { path, line, ...rest } = place;
  if (typeof path !== 'string') return lines(place);
  const at = typeof line === 'number' ? `${path}:${line}` : path;
  return Object.keys(rest).length === 0 ? at : `${at} ${lines(rest)}`;
}

const lines = (content: Record<string, unknown>): string =>
  Object.entries(content)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('\n');

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
