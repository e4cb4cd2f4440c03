import type { State } from '@bugheist/bug/state';
import { findWeakness } from '@bugheist/bug/weakness';
import type { AttachmentRow } from '../../files/store.ts';
import type { LoadedReport } from '../../queue/load-report.ts';
import type { BugInside } from '../../queue/read-bug-page.ts';
import type { CommentRow } from '../../queue/store/conversation.ts';
import type { FormState } from '../../queue/views/form-state.ts';
import { link, urls } from '../../urls.ts';
import { Card } from '../../web/components/card.tsx';
import { CodeBlock } from '../../web/components/code-block.tsx';
import { DescriptionList } from '../../web/components/description-list.tsx';
import { DisclosureBadge } from '../../web/components/disclosure-badge.tsx';
import { KindBadge } from '../../web/components/kind-badge.tsx';
import { LiveBar } from '../../web/components/live-bar.tsx';
import { Notice } from '../../web/components/notice.tsx';
import { PageHeader } from '../../web/components/page-header.tsx';
import { Prose } from '../../web/components/prose.tsx';
import { SeverityBadge } from '../../web/components/severity-badge.tsx';
import { StateBadge } from '../../web/components/state-badge.tsx';
import { StepProgress } from '../../web/components/step-progress.tsx';
import { Time } from '../../web/components/time.tsx';
import type { Format } from '../../words/format.ts';
import { reportWords } from '../../words/report.ts';
import { webWords } from '../../words/web.ts';
import { lifeSteps } from '../life-steps.ts';
import type { AppealRow } from '../store/appeals.ts';
import type { ReporterEvent } from '../store/events.ts';
import { FileList } from './file-list.tsx';
import { ReportConversation } from './report-conversation.tsx';
import { ReporterActions, Retest } from './reporter-actions.tsx';

export interface ShownFile {
  id: string;
  fileName: string;
  isImage: boolean;
  bytes: number;
  width: number | null;
  height: number | null;
}

export interface ReportPageProps {
  loaded: LoadedReport;
  token: string;
  files: readonly AttachmentRow[];
  comments: readonly CommentRow[];
  commentFiles: readonly (ShownFile & { commentId: string })[];
  events: readonly ReporterEvent[];
  /** The bug this one was joined with. */
  parent: { name: string; state: State; firstSeenAt: Date } | null;
  appeal: AppealRow | null;
  disclosure: BugInside['disclosure'];
  /** The form that came back. */
  state: FormState | null;
  may: { comment: boolean; edit: boolean; appeal: boolean };
  /** Open by its phrase in this browser. */
  isClaimed: boolean;
  format: Format;
  now: Date;
}

const words = reportWords.report;

/** A report as its reporter sees it. */
export function ReportPage(props: ReportPageProps) {
  const { loaded, format } = props;
  const { report, bug } = loaded;
  return (
    <>
      <PageHeader title={report.title}>
        <span class="mono muted">{bug.name}</span>
        <StateBadge state={bug.state} />
        <KindBadge kind={bug.kind} plain />
        <SeverityBadge severity={bug.severity} score={bug.cvssScore} plain />
      </PageHeader>
      <LiveBar
        stream={link(urls.reportLive, { id: report.id }, { since: props.events.at(-1)?.id })}
        here={link(urls.report, { id: report.id })}
      />
      <Standing {...props} />
      {props.may.edit && bug.state === 'retest' && <Retest {...props} />}
      <div class="split">
        <div class="stack">
          <ReportTexts loaded={loaded} />
          {props.files.length > 0 && (
            <Card title={words.files}>
              <FileList files={props.files} format={format} />
            </Card>
          )}
          <ReportConversation {...props} />
        </div>
        <aside class="stack">
          <Facts {...props} />
          <ReporterActions {...props} />
        </aside>
      </div>
    </>
  );
}

/** Where it stands in one sentence, and along its life. */
function Standing({ loaded: { bug }, parent, format }: ReportPageProps) {
  const steps = lifeSteps(bug.state);
  return (
    <>
      {bug.heldAt !== null ? (
        <Notice>
          <p>{words.held}</p>
        </Notice>
      ) : (
        <p class="report-standing">{words.now[bug.state]}</p>
      )}
      {parent && (
        <Notice title={words.parentTitle}>
          <p>{words.parent(parent.name, webWords.state[parent.state], format.date(parent.firstSeenAt))}</p>
        </Notice>
      )}
      {steps && (
        <StepProgress
          label={words.lifeLabel}
          steps={steps.map(({ station, status }) => ({ label: words.life[station], status }))}
        />
      )}
    </>
  );
}

const ReportTexts = ({ loaded: { report } }: { loaded: LoadedReport }) => (
  <Card>
    <Prose html={report.bodyHtml} />
    {report.stepsHtml !== '' && <h2>{words.steps}</h2>}
    {report.stepsHtml !== '' && <Prose html={report.stepsHtml} />}
    {report.impactHtml !== '' && <h2>{words.impact}</h2>}
    {report.impactHtml !== '' && <Prose html={report.impactHtml} />}
    {report.httpExchange !== '' && <CodeBlock code={report.httpExchange} label={words.exchange} />}
  </Card>
);

function Facts({ loaded: { report, bug }, format, now }: ReportPageProps) {
  const weakness = bug.weakness === null ? null : findWeakness(bug.weakness);
  return (
    <Card title={words.facts}>
      <DescriptionList
        entries={[
          [
            words.factOrganization,
            <a href={link(urls.organization, { slug: bug.slug })} key="organization">
              {bug.organizationName}
            </a>,
          ],
          report.location !== '' && [words.factWhere, <span class="report-place">{report.location}</span>],
          weakness && [words.factWeakness, `${weakness.id} ${weakness.name}`],
          [words.factDisclosure, <DisclosureBadge disclosure={bug.disclosure} plain key="disclosure" />],
          [words.factFiled, <Time at={report.createdAt} now={now} format={format} key="filed" />],
          report.version > 1 && [
            words.factEdited,
            <span key="edited">
              <Time at={report.updatedAt} now={now} format={format} />{' '}
              <a href={link(urls.reportRevisions, { id: report.id })}>{words.versions(report.version - 1)}</a>
            </span>,
          ],
        ]}
      />
    </Card>
  );
}
