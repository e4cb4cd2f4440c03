import { renderMarkdown } from '../../markdown/render.ts';
import type { LoadedReport } from '../../queue/load-report.ts';
import { link, urls } from '../../urls.ts';
import { LinkButton } from '../../web/components/button.tsx';
import { Card } from '../../web/components/card.tsx';
import { CodeBlock } from '../../web/components/code-block.tsx';
import { PageHeader } from '../../web/components/page-header.tsx';
import { Prose } from '../../web/components/prose.tsx';
import { Time } from '../../web/components/time.tsx';
import type { Format } from '../../words/format.ts';
import { reportWords } from '../../words/report.ts';
import { contentOf, type ReportContent } from '../content.ts';
import { contentOfReport } from '../edit-report.ts';

interface RevisionsPageProps {
  loaded: LoadedReport;
  revisions: readonly { version: number; content: Record<string, unknown>; writtenAt: Date }[];
  format: Format;
  now: Date;
}

/** Every version of a report, rendered by today's renderer. */
export function RevisionsPage({ loaded, revisions, format, now }: RevisionsPageProps) {
  const { report } = loaded;
  const versions = [
    { version: report.version, content: contentOfReport(loaded), writtenAt: report.updatedAt },
    ...revisions.map((revision) => ({ ...revision, content: contentOf(revision.content) })),
  ];
  return (
    <>
      <PageHeader
        title={reportWords.revisions.title}
        lede={reportWords.revisions.lede}
        actions={
          <LinkButton href={link(urls.report, { id: report.id })}>{reportWords.revisions.back}</LinkButton>
        }
      />
      {versions.map(({ version, content, writtenAt }) => (
        <Card
          key={version}
          title={reportWords.revisions.version(version)}
          actions={<Time at={writtenAt} now={now} format={format} />}
        >
          <Version content={content} />
        </Card>
      ))}
    </>
  );
}

const Version = ({ content }: { content: ReportContent }) => (
  <>
    <p class="report-preview-title">{content.title}</p>
    <Prose html={renderMarkdown(content.body).html} />
    {content.steps !== '' && <h3>{reportWords.report.steps}</h3>}
    {content.steps !== '' && <Prose html={renderMarkdown(content.steps).html} />}
    {content.impact !== '' && <h3>{reportWords.report.impact}</h3>}
    {content.impact !== '' && <Prose html={renderMarkdown(content.impact).html} />}
    {content.exchange !== '' && <CodeBlock code={content.exchange} label={reportWords.report.exchange} />}
  </>
);
