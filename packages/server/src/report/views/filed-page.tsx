import type { LoadedReport } from '../../queue/load-report.ts';
import { link, urls } from '../../urls.ts';
import { LinkButton } from '../../web/components/button.tsx';
import { Card } from '../../web/components/card.tsx';
import { CodeBlock } from '../../web/components/code-block.tsx';
import { Notice } from '../../web/components/notice.tsx';
import { PageHeader } from '../../web/components/page-header.tsx';
import { reportWords } from '../../words/report.ts';

interface FiledPageProps {
  loaded: LoadedReport;
  /** Null: signed in, or shown already. */
  phrase: string | null;
  isSignedIn: boolean;
}

/** Who has it, what happens next, and the key to come back with. */
export function FiledPage({ loaded: { report, bug }, phrase, isSignedIn }: FiledPageProps) {
  const words = reportWords.filed;
  const masked = new Set(report.httpExchange.match(/\[masked-\d+\]/g)).size;
  const steps = [
    ...(bug.heldAt === null ? [] : [words.steps.held]),
    words.steps.triage,
    words.steps.questions,
    words.steps.fix,
    words.steps.publish,
  ];
  return (
    <>
      <PageHeader title={words.title(bug.name)} lede={words.lede} />
      {phrase !== null && <ClaimPhrase phrase={phrase} />}
      <Card title={report.title}>
        <p>{whoHas(bug)}</p>
        <p>{bug.disclosure === 'private' || bug.heldAt !== null ? words.private : words.public}</p>
        {masked > 0 && <p>{words.masked(masked)}</p>}
      </Card>
      <Card title={words.next}>
        <ol class="report-next">
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <p>{isSignedIn ? words.notified : words.comeBack}</p>
      </Card>
      <div class="row">
        <LinkButton href={link(urls.report, { id: report.id })} kind="primary">
          {words.open}
        </LinkButton>
        <LinkButton href={urls.reportNew}>{words.another}</LinkButton>
      </div>
    </>
  );
}

function whoHas({ heldAt, staffedAt, organizationName }: LoadedReport['bug']): string {
  const words = reportWords.filed;
  if (heldAt !== null) return words.whoHeld;
  return staffedAt === null ? words.whoUnstaffed(organizationName) : words.whoStaffed(organizationName);
}

const ClaimPhrase = ({ phrase }: { phrase: string }) => (
  <Notice tone="warning" title={reportWords.filed.phraseTitle}>
    <p>{reportWords.filed.phraseText}</p>
    <CodeBlock code={phrase} label={reportWords.filed.phraseLabel} whole />
    <p>{reportWords.filed.phraseLoss}</p>
  </Notice>
);
