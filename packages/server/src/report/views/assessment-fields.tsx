import { parseVector } from '@bugheist/bug/cvss/parse';
import { severities } from '@bugheist/bug/severity';
import { searchWeaknesses } from '@bugheist/bug/weakness';
import type { FieldError } from '../../refusal.ts';
import { Combobox } from '../../web/components/combobox.tsx';
import { CvssCalculator } from '../../web/components/cvss-calculator.tsx';
import { errorFor } from '../../web/components/field-error.ts';
import { Select } from '../../web/components/select.tsx';
import { TextInput } from '../../web/components/text-input.tsx';
import { reportWords } from '../../words/report.ts';
import { webWords } from '../../words/web.ts';
import { type ReportContent, textLimits } from '../content.ts';

interface AssessmentFieldsProps {
  content: ReportContent;
  errors: readonly FieldError[];
}

/** How bad, and what sort of mistake. A vector of another version stands in the text field alone. */
export function AssessmentFields({ content, errors }: AssessmentFieldsProps) {
  const words = reportWords.new;
  const { severity, cvss, weakness } = content;
  const parsed = parseVector(cvss);
  const calculated = parsed.ok && parsed.vector.version === '4.0';
  return (
    <details class="report-more" open={`${severity}${cvss}${weakness}` !== ''}>
      <summary>{words.rating}</summary>
      <div class="stack">
        <Select
          name="severity"
          label={words.severity}
          blank={words.severityBlank}
          value={severity}
          options={severities.map((value) => ({ value, label: webWords.severity[value] }))}
          error={errorFor(errors, 'severity')}
        />
        <Combobox
          name="weakness"
          label={words.weakness}
          hint={words.weaknessHint}
          value={weakness}
          options={searchWeaknesses('', 25).map(({ id, name }) => ({ value: `${id} ${name}` }))}
          error={errorFor(errors, 'weakness')}
        />
        <details class="report-more" open={calculated}>
          <summary>{words.cvss}</summary>
          <CvssCalculator version="4.0" choices={calculated ? parsed.vector.metrics : {}} />
        </details>
        <TextInput
          name="cvss"
          id="cvss-vector"
          label={words.cvssVector}
          hint={words.cvssVectorHint}
          value={calculated ? '' : cvss}
          maxLength={textLimits.cvss}
          spellcheck={false}
          error={errorFor(errors, 'cvss')}
        />
      </div>
    </details>
  );
}
