import { fileLimits } from '../../files/limits.ts';
import { link, urls } from '../../urls.ts';
import { Button } from '../../web/components/button.tsx';
import { Card } from '../../web/components/card.tsx';
import { errorFor } from '../../web/components/field-error.ts';
import { FileDrop } from '../../web/components/file-drop.tsx';
import { Form, FormActions } from '../../web/components/form.tsx';
import { MarkdownEditor } from '../../web/components/markdown-editor.tsx';
import { Select } from '../../web/components/select.tsx';
import { bugWords as words } from '../../words/bug.ts';
import type { Format } from '../../words/format.ts';
import { reportWords } from '../../words/report.ts';
import type { BugFormProps } from './bug-steps.tsx';
import { errorsIn, typedIn } from './form-state.ts';

type Writing = BugFormProps & { format: Format };

interface AnswerProps extends Writing {
  /** Whom can be answered. */
  to: readonly { report: string; name: string }[];
  templates: readonly Template[];
}

interface Template {
  id: string;
  name: string;
  bodyMarkdown: string;
}

/** Says something to a reporter. */
export function AnswerForm({ bug, token, state, format, to, templates }: AnswerProps) {
  const [first] = to;
  if (!first) return null;
  const errors = errorsIn(state, 'comment');
  return (
    <Card title={words.answer}>
      <Form action={link(urls.bugComments, { number: bug.name })} token={token} id="answer" files>
        {to.length === 1 ? (
          <input type="hidden" name="report" value={first.report} />
        ) : (
          <Select
            name="report"
            label={words.answerTo}
            value={typedIn(state, 'comment', 'report', first.report)}
            error={errorFor(errors, 'report')}
            options={to.map(({ report, name }) => ({ value: report, label: name }))}
          />
        )}
        <MarkdownEditor
          name="text"
          id="answer-text"
          label={words.answer}
          hideLabel
          hint={words.answerHint}
          preview={urls.reportPreview}
          required
          rows={6}
          maxLength={60_000}
          value={typedIn(state, 'comment', 'text')}
          error={errorFor(errors, 'text')}
        />
        <Templates action={link(urls.bugAnswer, { number: bug.name })} templates={templates} />
        <Files id="answer-files" error={errorFor(errors, 'files')} format={format} />
        <FormActions>
          <Button kind="primary">{words.send}</Button>
        </FormActions>
      </Form>
    </Card>
  );
}

/**
 * Prepared texts. The island `answer-template` writes one where the cursor is; without script the form goes to the
 * server, which adds it to what was typed. Files are left out of that: no page may choose them again.
 */
const Templates = ({ action, templates }: { action: string; templates: readonly Template[] }) =>
  templates.length > 0 && (
    <p class="row small">
      {words.templates}
      {templates.map(({ id, name, bodyMarkdown }) => (
        <Button
          kind="quiet"
          size="small"
          icon="plus"
          name="template"
          value={id}
          formaction={`${action}#answer`}
          formenctype="application/x-www-form-urlencoded"
          formnovalidate
          data-template={bodyMarkdown}
          key={id}
        >
          {name}
        </Button>
      ))}
    </p>
  );

/** Says something to the team. */
export const NoteForm = ({ bug, token, state, format }: Writing) => (
  <Card title={words.note}>
    <Form action={link(urls.bugNotes, { number: bug.name })} token={token} files>
      <MarkdownEditor
        name="text"
        id="note-text"
        label={words.note}
        hideLabel
        hint={words.noteHint}
        preview={urls.reportPreview}
        required
        rows={4}
        maxLength={60_000}
        value={typedIn(state, 'note', 'text')}
        error={errorFor(errorsIn(state, 'note'), 'text')}
      />
      <Files id="note-files" error={errorFor(errorsIn(state, 'note'), 'files')} format={format} />
      <FormActions>
        <Button>{words.keep}</Button>
      </FormActions>
    </Form>
  </Card>
);

const Files = ({ id, error, format }: { id: string; error: string | null; format: Format }) => (
  <FileDrop
    name="files"
    id={id}
    label={words.attachments}
    hint={filesHint(format)}
    error={error}
    maxBytes={fileLimits.perFile}
    multiple
    optional
  />
);

/** How much may be attached, said before it is reached. */
export const filesHint = (format: Format): string =>
  reportWords.new.filesHint(
    format.bytes(fileLimits.perFile),
    format.bytes(fileLimits.perReport),
    fileLimits.filesPerReport,
  );
