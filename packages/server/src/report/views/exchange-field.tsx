import type { FieldError } from '../../refusal.ts';
import { errorFor } from '../../web/components/field-error.ts';
import { Textarea } from '../../web/components/textarea.tsx';
import { reportWords } from '../../words/report.ts';
import type { ReportContent } from '../content.ts';

interface ExchangeFieldProps {
  content: ReportContent;
  errors: readonly FieldError[];
}

export const ExchangeField = ({ content, errors }: ExchangeFieldProps) => (
  <details class="report-more" open={content.exchange !== ''}>
    <summary>{reportWords.new.exchange}</summary>
    <Textarea
      name="exchange"
      label={reportWords.new.exchangeLabel}
      hint={reportWords.new.exchangeHint}
      value={content.exchange}
      rows={8}
      spellcheck={false}
      error={errorFor(errors, 'exchange')}
    />
  </details>
);
