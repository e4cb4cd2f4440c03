import { isOpen } from '@bugheist/bug/state';
import { Button } from '../../web/components/button.tsx';
import { Card } from '../../web/components/card.tsx';
import { errorFor } from '../../web/components/field-error.ts';
import { Form, FormActions } from '../../web/components/form.tsx';
import { Prose } from '../../web/components/prose.tsx';
import { RadioGroup } from '../../web/components/radio-group.tsx';
import { TextInput } from '../../web/components/text-input.tsx';
import { Textarea } from '../../web/components/textarea.tsx';
import { Time } from '../../web/components/time.tsx';
import { bugWords } from '../../words/bug.ts';
import type { Format } from '../../words/format.ts';
import type { LoadedBug } from '../load-bug.ts';
import { isPublic, type Side } from '../publish-bug.ts';
import type { BugInside } from '../read-bug-page.ts';
import { errorsIn, type FormState, typedIn } from './form-state.ts';

const words = bugWords.disclosure;

export interface DisclosureCardProps {
  bug: LoadedBug;
  disclosure: BugInside['disclosure'];
  /** Where its forms go. */
  action: string;
  token: string;
  /** Of a form that came back. */
  state: FormState | null;
  format: Format;
  now: Date;
}

/** Whether everybody may read the bug, and how both sides come to an agreement on that. */
export function DisclosureCard(props: DisclosureCardProps) {
  const { bug, disclosure } = props;
  const { sides, request } = disclosure;
  if (sides.length === 0 && !request) return null;
  return (
    <Card title={words.title}>
      {isPublic(bug) && <p>{words.isPublic[bug.disclosure === 'full' ? 'full' : 'limited']}</p>}
      {request && <Requested {...props} request={request} />}
      {!request && sides.length > 0 && bug.disclosure !== 'full' && <Publish {...props} />}
      {isPublic(bug) && sides.length > 0 && (
        <Form action={props.action} token={props.token} layout="bare">
          <Button kind="quiet" icon="lock" name="verb" value="unpublish">
            {words.unpublish}
          </Button>
        </Form>
      )}
    </Card>
  );
}

type Request = NonNullable<BugInside['disclosure']['request']>;

/** Somebody asked: agree or decline, or take it back. */
function Requested({
  bug,
  request,
  disclosure,
  action,
  token,
  state,
  format,
  now,
}: DisclosureCardProps & { request: Request }) {
  const asksMe = disclosure.sides.includes(otherSide(request.side));
  const isMine = disclosure.sides.includes(request.side);
  return (
    <>
      <p>
        {isMine && request.side === 'reporter'
          ? words.askedByYou(words.levels[request.level].label)
          : words.asked[request.side](words.levels[request.level].label)}{' '}
        <span class="muted">
          <Time at={request.requestedAt} now={now} format={format} />
        </span>
      </p>
      {request.summaryMarkdown !== '' && (
        <blockquote>
          <Prose html={request.summaryHtml} />
        </blockquote>
      )}
      {asksMe && bug.kind === 'security' && isOpen(bug.state) && (
        <p class="small muted">{words.onceClosed}</p>
      )}
      {asksMe && !isMine && (
        <Form action={action} token={token}>
          <TextInput
            name="reason"
            label={words.declineReason}
            hint={words.declineReasonHint}
            value={typedIn(state, 'publication', 'reason')}
            error={errorFor(errorsIn(state, 'publication'), 'reason')}
            maxLength={2000}
            optional
          />
          <FormActions>
            <Button kind="primary" name="verb" value="agree">
              {words.agree}
            </Button>
            <Button name="verb" value="refuse">
              {words.decline}
            </Button>
          </FormActions>
        </Form>
      )}
      {isMine && (
        <Form action={action} token={token} layout="bare">
          <Button kind="quiet" name="verb" value="refuse">
            {words.takeBack}
          </Button>
        </Form>
      )}
    </>
  );
}

const otherSide = (side: Side): Side => (side === 'reporter' ? 'organization' : 'reporter');

function Publish({ bug, disclosure, action, token, state }: DisclosureCardProps) {
  const errors = errorsIn(state, 'publication');
  const asks = bug.kind === 'security' && disclosure.sides.length === 1 && bug.reportIds.length > 0;
  const choices = (['limited', 'full'] as const)
    .filter((level) => level !== bug.disclosure)
    .map((level) => ({ value: level, ...words.levels[level] }));
  return (
    <details open={state?.form === 'publication'}>
      <summary>{bug.disclosure === 'limited' ? words.openMore : words.open}</summary>
      <Form action={action} token={token}>
        {asks && <p class="small muted">{words.bothSides[disclosure.sides[0] ?? 'reporter']}</p>}
        <RadioGroup
          name="level"
          label={words.level}
          choices={choices}
          value={typedIn(state, 'publication', 'level', choices[0]?.value ?? 'full')}
          error={errorFor(errors, 'level')}
        />
        <Textarea
          name="summary"
          label={bugWords.summary}
          hint={words.summaryHint}
          rows={4}
          maxLength={5000}
          value={typedIn(state, 'publication', 'summary')}
          error={errorFor(errors, 'summary')}
        />
        <FormActions>
          <Button name="verb" value="publish">
            {asks ? words.ask : words.publish}
          </Button>
        </FormActions>
      </Form>
    </details>
  );
}
