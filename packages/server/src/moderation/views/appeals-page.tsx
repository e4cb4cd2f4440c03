import { link, urls } from '../../urls.ts';
import { Button, LinkButton } from '../../web/components/button.tsx';
import { Card } from '../../web/components/card.tsx';
import { DescriptionList } from '../../web/components/description-list.tsx';
import { EmptyState } from '../../web/components/empty-state.tsx';
import { errorFor } from '../../web/components/field-error.ts';
import { Form, FormActions } from '../../web/components/form.tsx';
import { PersonName } from '../../web/components/person-name.tsx';
import { StateBadge } from '../../web/components/state-badge.tsx';
import { Textarea } from '../../web/components/textarea.tsx';
import { Time } from '../../web/components/time.tsx';
import { moderationWords as words } from '../../words/moderation.ts';
import type { OpenAppeal } from '../store.ts';
import { type DeskProps, Frame, typedIn } from './frame.tsx';

interface AppealsPageProps extends DeskProps {
  appeals: readonly OpenAppeal[];
  /** Ids of bugs that whoever looks may open. */
  readable: ReadonlySet<string>;
  me: string;
}

export const AppealsPage = (props: AppealsPageProps) => (
  <Frame {...props} current="appeals" lede={words.appealsLede}>
    {props.appeals.length === 0 ? (
      <EmptyState icon="message-square" title={words.noAppeals}>
        {words.noAppealsText}
      </EmptyState>
    ) : (
      <div class="stack stack-l">
        {props.appeals.map((appeal) => (
          <Appeal key={appeal.id} appeal={appeal} {...props} />
        ))}
      </div>
    )}
  </Frame>
);

const Appeal = (props: AppealsPageProps & { appeal: OpenAppeal }) => {
  const { appeal, readable, me, format, now } = props;
  const { number } = appeal;
  return (
    <Card
      title={words.appealOf(number)}
      actions={
        readable.has(appeal.bugId) && (
          <LinkButton href={link(urls.bug, { number })} size="small">
            {number}
          </LinkButton>
        )
      }
      footer={<AnswerForm {...props} />}
    >
      <p class="moderation-words">{appeal.body}</p>
      <DescriptionList
        entries={[
          [words.appellant, <Appellant appeal={appeal} />],
          [words.waiting, <Time at={appeal.createdAt} now={now} format={format} />],
          [words.at, appeal.organizationName],
          [words.decision, <StateBadge state={appeal.state} />],
          [words.decisionReason, appeal.decisionReason ?? words.noReason],
        ]}
      />
      {appeal.deciderId === me && <p class="muted">{words.yours}</p>}
    </Card>
  );
};

const Appellant = ({ appeal: { personHandle, personName } }: { appeal: OpenAppeal }) => (
  <PersonName
    person={personHandle === null ? null : { handle: personHandle, name: personName || personHandle }}
  />
);

function AnswerForm({ appeal, refused, token }: AppealsPageProps & { appeal: OpenAppeal }) {
  const mine = refused?.id === appeal.id ? refused : null;
  return (
    <Form action={link(urls.moderationAppealDecision, { id: appeal.id })} token={token}>
      <Textarea
        name="answer"
        id={`answer-${appeal.id}`}
        label={words.answer}
        hint={words.answerHint}
        value={typedIn(mine, 'answer')}
        error={errorFor(mine?.errors ?? [], 'answer')}
        maxLength={5000}
        required
      />
      <FormActions>
        <Button name="outcome" value="upheld">
          {words.uphold}
        </Button>
        <Button name="outcome" value="rejected">
          {words.reject}
        </Button>
      </FormActions>
    </Form>
  );
}
