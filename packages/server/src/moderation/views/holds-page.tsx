import { link, urls } from '../../urls.ts';
import { Badge } from '../../web/components/badge.tsx';
import { Button } from '../../web/components/button.tsx';
import { Card } from '../../web/components/card.tsx';
import { Checkbox } from '../../web/components/checkbox.tsx';
import { DescriptionList } from '../../web/components/description-list.tsx';
import { EmptyState } from '../../web/components/empty-state.tsx';
import { errorFor } from '../../web/components/field-error.ts';
import { Form, FormActions } from '../../web/components/form.tsx';
import { KindBadge } from '../../web/components/kind-badge.tsx';
import { PersonName } from '../../web/components/person-name.tsx';
import { Prose } from '../../web/components/prose.tsx';
import { TextInput } from '../../web/components/text-input.tsx';
import { Time } from '../../web/components/time.tsx';
import { moderationWords as words } from '../../words/moderation.ts';
import type { HeldBug } from '../store.ts';
import { type DeskProps, Frame, type RefusedForm, typedIn } from './frame.tsx';

export const HoldsPage = (props: DeskProps & { holds: readonly HeldBug[] }) => (
  <Frame {...props} current="holds" lede={words.lede}>
    {props.holds.length === 0 ? (
      <EmptyState icon="shield-check" title={words.noHolds}>
        {words.noHoldsText}
      </EmptyState>
    ) : (
      <div class="stack stack-l">
        {props.holds.map((held) => (
          <Held key={held.id} held={held} {...props} />
        ))}
      </div>
    )}
  </Frame>
);

const Held = ({ held, refused, token, format, now }: DeskProps & { held: HeldBug }) => (
  <Card
    title={<a href={link(urls.bug, { number: held.number })}>{`${held.number} ${held.title}`}</a>}
    actions={<KindBadge kind={held.kind} />}
    footer={<DecisionForm held={held} refused={refused?.id === held.id ? refused : null} token={token} />}
  >
    <div class="moderation-held">
      <div class="stack">
        <Prose html={held.bodyHtml} />
        {held.stepsHtml && (
          <>
            <h3>{words.steps}</h3>
            <Prose html={held.stepsHtml} />
          </>
        )}
        {held.impactHtml && (
          <>
            <h3>{words.impact}</h3>
            <Prose html={held.impactHtml} />
          </>
        )}
      </div>
      <DescriptionList
        entries={[
          [words.reporter, <Reporter held={held} />],
          [words.at, held.organizationName],
          [words.waiting, <Time at={held.heldAt} now={now} format={format} />],
          [words.why, held.reason],
          [words.score, format.number(held.score)],
          held.signals.length > 0 && [words.signals, <Signals signals={held.signals} />],
        ]}
      />
    </div>
  </Card>
);

const Reporter = ({ held }: { held: HeldBug }) => (
  <span class="row">
    <PersonName
      person={
        held.reporterHandle === null
          ? null
          : { handle: held.reporterHandle, name: held.reporterName || held.reporterHandle }
      }
    />
    {held.reporterBlocked && <Badge tone="crimson">{words.blocked}</Badge>}
  </span>
);

const Signals = ({ signals }: { signals: readonly string[] }) => (
  <ul class="moderation-signals">
    {signals.map((signal) => (
      <li key={signal}>{signal}</li>
    ))}
  </ul>
);

function DecisionForm({
  held,
  refused,
  token,
}: {
  held: HeldBug;
  refused: RefusedForm | null;
  token: string;
}) {
  return (
    <Form action={link(urls.moderationDecision, { id: held.id })} token={token}>
      <TextInput
        name="reason"
        id={`reason-${held.id}`}
        label={words.reason}
        hint={words.reasonHint}
        value={typedIn(refused, 'reason')}
        error={errorFor(refused?.errors ?? [], 'reason')}
        maxLength={2000}
        optional
      />
      {held.reporterId !== null && !held.reporterBlocked && (
        <Checkbox
          name="block"
          id={`block-${held.id}`}
          label={words.alsoBlock}
          hint={words.alsoBlockHint}
          checked={typedIn(refused, 'block') === 'yes'}
        />
      )}
      <FormActions>
        <Button name="outcome" value="released">
          {words.release}
        </Button>
        <Button name="outcome" value="spam" kind="danger">
          {words.spam}
        </Button>
      </FormActions>
    </Form>
  );
}
