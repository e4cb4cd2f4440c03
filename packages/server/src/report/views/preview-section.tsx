import { Card } from '../../web/components/card.tsx';
import { CodeBlock } from '../../web/components/code-block.tsx';
import { Notice } from '../../web/components/notice.tsx';
import { Prose } from '../../web/components/prose.tsx';
import { reportWords } from '../../words/report.ts';
import { type ReportContent, textLimits } from '../content.ts';
import { maskSecrets } from '../mask-secrets.ts';
import { rendered } from '../submit.ts';

/** The report as others will read it, with its secrets masked already. */
export function PreviewSection({ content }: { content: ReportContent }) {
  const exchange = maskSecrets(content.exchange.trim());
  const parts = [
    [null, content.body, textLimits.body],
    [reportWords.report.steps, content.steps, textLimits.steps],
    [reportWords.report.impact, content.impact, textLimits.impact],
  ] as const;
  return (
    <Card title={reportWords.new.previewTitle}>
      <p class="report-preview-title">{content.title}</p>
      {parts.map(
        ([heading, text, limit]) =>
          text.trim() !== '' &&
          text.length <= limit && (
            <div key={heading}>
              {heading && <h3>{heading}</h3>}
              <Prose html={rendered(text).html} />
            </div>
          ),
      )}
      {exchange.masked.length > 0 && (
        <Notice>
          <p>{reportWords.filed.maskedNames(exchange.masked.join(', '))}</p>
        </Notice>
      )}
      {exchange.text !== '' && <CodeBlock code={exchange.text} label={reportWords.report.exchange} />}
    </Card>
  );
}
