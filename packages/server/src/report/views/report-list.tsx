import { link, urls } from '../../urls.ts';
import { Badge } from '../../web/components/badge.tsx';
import { BugList } from '../../web/components/bug-list.tsx';
import { Button, LinkButton } from '../../web/components/button.tsx';
import { Card } from '../../web/components/card.tsx';
import { EmptyState } from '../../web/components/empty-state.tsx';
import { Form } from '../../web/components/form.tsx';
import { Notice } from '../../web/components/notice.tsx';
import { PageHeader } from '../../web/components/page-header.tsx';
import { Time } from '../../web/components/time.tsx';
import type { Format } from '../../words/format.ts';
import { reportWords } from '../../words/report.ts';
import type { ReportContent } from '../content.ts';
import type { ListedReport } from '../store/reports.ts';

interface ListedDraft {
  id: string;
  content: ReportContent;
  updatedAt: Date;
}

interface ReportListProps {
  token: string;
  reports: readonly ListedReport[];
  /** Address of the next page; null on the last. */
  older: string | null;
  drafts: readonly ListedDraft[];
  /** Id of the report this browser has open by its phrase. */
  claimedReport: string | null;
  isSignedIn: boolean;
  format: Format;
  now: Date;
}

const words = reportWords.list;

export function ReportList(props: ReportListProps) {
  const { reports, drafts, older, isSignedIn, claimedReport } = props;
  const report = (
    <LinkButton href={urls.reportNew} kind="primary" icon="bug">
      {reportWords.new.title}
    </LinkButton>
  );
  return (
    <>
      <PageHeader title={words.title} lede={words.lede} actions={report} />
      {claimedReport !== null && (
        <Notice>
          <p>
            {words.claimed}{' '}
            <a href={isSignedIn ? urls.claim : link(urls.report, { id: claimedReport })}>
              {isSignedIn ? reportWords.claim.adopt : reportWords.claim.open}
            </a>
          </p>
        </Notice>
      )}
      {drafts.length > 0 && <Drafts {...props} />}
      {reports.length > 0 && <Reports {...props} />}
      {reports.length === 0 && drafts.length === 0 && (
        <EmptyState icon="bug" title={words.emptyTitle}>
          {words.empty}
        </EmptyState>
      )}
      {older !== null && <LinkButton href={older}>{words.older}</LinkButton>}
      {!isSignedIn && (
        <p>
          {words.anonymousTitle} <a href={urls.claim}>{words.anonymous}</a>
        </p>
      )}
    </>
  );
}

const Reports = ({ reports, format, now }: ReportListProps) => (
  <BugList
    label={words.caption}
    bugs={reports.map((report) => ({
      href: link(urls.report, { id: report.id }),
      number: `${report.key}-${report.number}`,
      title: report.title,
      state: report.state,
      kind: report.kind,
      severity: report.severity,
      facts: [report.organizationName, ...standing(report)],
      end: <Time at={report.createdAt} now={now} format={format} />,
    }))}
  />
);

/** Where somebody has to wait, and where it is the reporter's turn. */
function standing({ state, heldAt, withdrawnAt }: ListedReport) {
  if (heldAt !== null) return [words.held];
  if (withdrawnAt !== null) return state === 'withdrawn' ? [] : [words.withdrawn];
  if (state !== 'needs-info' && state !== 'retest') return [];
  return [
    <Badge tone="amber" key="turn">
      {words.yourTurn[state]}
    </Badge>,
  ];
}

const Drafts = ({ drafts, token, format, now }: ReportListProps) => (
  <Card title={words.drafts}>
    <ul class="report-drafts">
      {drafts.map(({ id, content, updatedAt }) => (
        <li key={id}>
          <a href={link(urls.reportNew, null, { draft: id })}>{content.title.trim() || words.untitled}</a>
          <span class="muted small">{words.draftSaved(format.relative(updatedAt, now))}</span>
          <Form action={urls.reportDraftRemoval} token={token} layout="bare">
            <input type="hidden" name="draft" value={id} />
            <Button size="small" kind="quiet">
              {reportWords.new.discard}
            </Button>
          </Form>
        </li>
      ))}
    </ul>
  </Card>
);
