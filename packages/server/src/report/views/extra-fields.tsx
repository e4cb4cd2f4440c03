import { fileLimits } from '../../files/limits.ts';
import type { FieldError } from '../../refusal.ts';
import { errorFor } from '../../web/components/field-error.ts';
import { FileDrop } from '../../web/components/file-drop.tsx';
import type { Format } from '../../words/format.ts';
import { reportWords } from '../../words/report.ts';
import type { Draft } from '../draft.ts';
import { AssessmentFields } from './assessment-fields.tsx';
import { ExchangeField } from './exchange-field.tsx';

interface ExtraFieldsProps {
  draft: Draft;
  errors: readonly FieldError[];
  format: Format;
  upload: string;
}

/** What helps and is not needed, folded away until it is wanted. */
export function ExtraFields({ draft, errors, format, upload }: ExtraFieldsProps) {
  const words = reportWords.new;
  const { perFile, perReport, filesPerReport } = fileLimits;
  return (
    <>
      <details class="report-more" open={draft.files.length > 0 || errorFor(errors, 'files') !== null}>
        <summary>{words.files}</summary>
        <FileDrop
          name="files"
          label={words.filesLabel}
          hint={words.filesHint(format.bytes(perFile), format.bytes(perReport), filesPerReport)}
          multiple
          upload={upload}
          maxBytes={perFile}
          kept={draft.files.map(({ id, fileName, bytes }) => ({
            id,
            name: fileName,
            size: format.bytes(bytes),
          }))}
          removeName="remove"
          error={errorFor(errors, 'files')}
        />
      </details>
      <AssessmentFields content={draft.content} errors={errors} />
      <ExchangeField content={draft.content} errors={errors} />
    </>
  );
}
