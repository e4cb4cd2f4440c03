import { link, urls } from '../../urls.ts';
import { Button } from '../../web/components/button.tsx';
import { Card } from '../../web/components/card.tsx';
import { errorFor } from '../../web/components/field-error.ts';
import { Form, FormActions } from '../../web/components/form.tsx';
import { MarkdownEditor } from '../../web/components/markdown-editor.tsx';
import { Select } from '../../web/components/select.tsx';
import { bugWords as words } from '../../words/bug.ts';
import type { BugFormProps } from './bug-steps.tsx';
import { errorsIn, typedIn } from './form-state.ts';

interface AnswerProps extends BugFormProps {
  /** Whom can be answered. */
  to: readonly { report: string; name: string }[];
  templates: readonly { id: string; name: string; bodyMarkdown: string }[];
  /** Id of the template to start from. */
  template: string | null;
}

/** Says something to a reporter. */
export function AnswerForm({ bug, token, state, to, templates, template }: AnswerProps) {
  const [first] = to;
  if (!first) return null;
  const start = templates.find(({ id }) => id === template)?.bodyMarkdown ?? '';
  const errors = errorsIn(state, 'comment');
  return (
    <Card title={words.answer}>
      {templates.length > 0 && (
        <p class="row small">
          {words.templates}:
          {templates.map(({ id, name }) => (
            <a href={`${link(urls.bug, { number: bug.name }, { template: id })}#answer`} key={id}>
              {name}
            </a>
          ))}
        </p>
      )}
      <Form action={link(urls.bugComments, { number: bug.name })} token={token} id="answer">
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
          value={typedIn(state, 'comment', 'text', start)}
          error={errorFor(errors, 'text')}
        />
        <FormActions>
          <Button kind="primary">{words.send}</Button>
        </FormActions>
      </Form>
    </Card>
  );
}

/** Says something to the team. */
export const NoteForm = ({ bug, token, state }: BugFormProps) => (
  <Card title={words.note}>
    <Form action={link(urls.bugNotes, { number: bug.name })} token={token}>
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
      <FormActions>
        <Button>{words.keep}</Button>
      </FormActions>
    </Form>
  </Card>
);
