import type { Transition } from '@bugheist/bug/transitions';
import { link, urls } from '../../urls.ts';
import { Button } from '../../web/components/button.tsx';
import { Card } from '../../web/components/card.tsx';
import { errorFor } from '../../web/components/field-error.ts';
import { Form, FormActions } from '../../web/components/form.tsx';
import { Select } from '../../web/components/select.tsx';
import { TextInput } from '../../web/components/text-input.tsx';
import { Textarea } from '../../web/components/textarea.tsx';
import { bugWords as words } from '../../words/bug.ts';
import { queueWords } from '../../words/queue.ts';
import type { LoadedBug } from '../load-bug.ts';
import type { Worker } from '../store/choices.ts';
import { errorsIn, type FormState, typedIn } from './form-state.ts';

export interface BugFormProps {
  bug: LoadedBug;
  token: string;
  /** The last event the page shows; what comes later was missed. */
  seen: string;
  state: FormState | null;
}

/** What a form was opened on, to notice when somebody else was faster. */
export const Opened = ({ bug, seen }: Pick<BugFormProps, 'bug' | 'seen'>) => (
  <>
    <input type="hidden" name="version" value={bug.version} />
    <input type="hidden" name="seen" value={seen} />
  </>
);

/** The plain ways on as buttons; those that need words behind a disclosure. */
export function BugSteps({ steps, ...props }: BugFormProps & { steps: readonly Transition[] }) {
  if (steps.length === 0) return null;
  const { bug, token } = props;
  const plain = steps.filter(({ needs, name }) => needs.length === 0 && name !== 'close-spam');
  const worded = steps.filter((step) => !plain.includes(step));
  return (
    <Card title={words.next}>
      {plain.length > 0 && (
        <Form action={link(urls.bugTransition, { number: bug.name })} token={token} layout="bare">
          <Opened {...props} />
          <div class="row">
            {plain.map(({ name }, at) => (
              <Button name="step" value={name} kind={at === 0 ? 'primary' : 'plain'} key={name}>
                {queueWords.transitions[name]}
              </Button>
            ))}
          </div>
        </Form>
      )}
      {worded.length > 0 && <WordedSteps {...props} worded={worded} />}
    </Card>
  );
}

function WordedSteps({ worded, state, ...opened }: BugFormProps & { worded: readonly Transition[] }) {
  const { bug, token } = opened;
  const errors = errorsIn(state, 'step');
  const asks = worded.some(({ name }) => name === 'ask');
  const merges = worded.some(({ name }) => name === 'close-duplicate');
  return (
    <details open={state?.form === 'step'}>
      <summary>{words.otherSteps}</summary>
      <Form action={link(urls.bugTransition, { number: bug.name })} token={token}>
        <Opened bug={bug} seen={opened.seen} />
        <Select
          name="step"
          label={words.step}
          required
          blank={words.chooseStep}
          value={typedIn(state, 'step', 'step')}
          error={errorFor(errors, 'step')}
          options={worded.map(({ name }) => ({ value: name, label: queueWords.transitions[name] }))}
        />
        <Textarea
          name="text"
          label={asks ? words.question : words.reason}
          hint={asks ? words.questionHint : words.reasonHint}
          value={typedIn(state, 'step', 'text')}
          error={errorFor(errors, 'reason') ?? errorFor(errors, 'question') ?? errorFor(errors, 'text')}
          maxLength={10_000}
        />
        {merges && (
          <TextInput
            name="parent"
            label={words.parent}
            hint={words.parentHint(bug.key)}
            optional
            value={typedIn(state, 'step', 'parent')}
            error={errorFor(errors, 'parent')}
            maxLength={30}
          />
        )}
        <FormActions>
          <Button>{words.take}</Button>
        </FormActions>
      </Form>
    </details>
  );
}

/** Who has it. */
export function BugAssignment(props: BugFormProps & { workers: readonly Worker[]; me: string | null }) {
  const { bug, token, state, workers, me } = props;
  const mine = workers.find(({ id }) => id === me);
  const assignee = workers.find(({ id }) => id === bug.assigneeId)?.handle ?? '';
  const action = link(urls.bugAssignment, { number: bug.name });
  return (
    <div class="stack stack-s">
      <Form action={action} token={token} layout="inline">
        <Opened {...props} />
        <Select
          name="assignee"
          label={words.assignee}
          blank={queueWords.nobody}
          value={typedIn(state, 'assignment', 'assignee', assignee)}
          error={errorFor(errorsIn(state, 'assignment'), 'assignee')}
          options={workers.map(({ handle, name }) => ({ value: handle, label: name }))}
        />
        <Button>{words.assign}</Button>
      </Form>
      {mine && bug.assigneeId !== mine.id && (
        <Form action={action} token={token} layout="bare">
          <Opened {...props} />
          <Button kind="quiet" size="small" icon="user" name="assignee" value={mine.handle}>
            {words.takeIt}
          </Button>
        </Form>
      )}
    </div>
  );
}
