import { kinds } from '@bugheist/bug/kind';
import type { FieldError } from '../../refusal.ts';
import { urls } from '../../urls.ts';
import { errorFor } from '../../web/components/field-error.ts';
import { kindIcons } from '../../web/components/kind-badge.tsx';
import { MarkdownEditor } from '../../web/components/markdown-editor.tsx';
import { RadioGroup } from '../../web/components/radio-group.tsx';
import { TextInput } from '../../web/components/text-input.tsx';
import { reportWords } from '../../words/report.ts';
import { webWords } from '../../words/web.ts';
import { type ReportContent, textLimits } from '../content.ts';

interface BugFieldsProps {
  content: ReportContent;
  errors: readonly FieldError[];
  /** Where pasted pictures go; null where none are taken. */
  upload: string | null;
  /** The kind is settled once a report is filed. */
  withoutKind?: boolean;
}

/** Kind, title and texts. */
export function BugFields({ content, errors, upload, withoutKind }: BugFieldsProps) {
  const words = reportWords.new;
  const editor = { preview: urls.reportPreview, upload: upload ?? undefined };
  return (
    <>
      {!withoutKind && (
        <RadioGroup
          name="kind"
          label={words.kind}
          value={content.kind}
          choices={kinds.map((kind) => ({
            value: kind,
            label: webWords.kind[kind],
            hint: words.kindHints[kind],
            icon: kindIcons[kind],
          }))}
          error={errorFor(errors, 'kind')}
        />
      )}
      <TextInput
        name="title"
        label={words.bugTitle}
        hint={words.bugTitleHint}
        value={content.title}
        maxLength={textLimits.title}
        counter
        error={errorFor(errors, 'title')}
      />
      <div data-similar hidden>
        <p class="field-label">{words.similarWhileTyping}</p>
        <ul class="report-similar" />
      </div>
      <MarkdownEditor
        {...editor}
        name="body"
        label={words.body}
        hint={words.bodyHint}
        value={content.body}
        rows={8}
        error={errorFor(errors, 'body')}
      />
      <details class="report-more" open={content.steps !== '' || content.impact !== ''}>
        <summary>{words.details}</summary>
        <div class="stack">
          <MarkdownEditor
            {...editor}
            name="steps"
            label={words.steps}
            hint={words.stepsHint}
            value={content.steps}
            rows={5}
            error={errorFor(errors, 'steps')}
          />
          <MarkdownEditor
            {...editor}
            name="impact"
            label={words.impact}
            value={content.impact}
            rows={3}
            error={errorFor(errors, 'impact')}
          />
        </div>
      </details>
    </>
  );
}
