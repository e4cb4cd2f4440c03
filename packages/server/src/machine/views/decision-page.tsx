import type { FieldError } from '../../refusal.ts';
import { Button } from '../../web/components/button.tsx';
import { Card } from '../../web/components/card.tsx';
import { CodeBlock } from '../../web/components/code-block.tsx';
import { DescriptionList } from '../../web/components/description-list.tsx';
import { errorFor } from '../../web/components/field-error.ts';
import { Form, FormActions } from '../../web/components/form.tsx';
import { PageHeader } from '../../web/components/page-header.tsx';
import { TextInput } from '../../web/components/text-input.tsx';
import { Time } from '../../web/components/time.tsx';
import type { Format } from '../../words/format.ts';
import { guardWords as words } from '../../words/guard.ts';
import { maskedTarget } from '../masked-target.ts';
import type { DecisionRow } from '../store/decisions.ts';
import { withoutAddresses } from '../without-addresses.ts';
import { StateOf, stateOf } from './decision-table.tsx';
import type { WatchLinks } from './watch-links.ts';

interface DecisionPageProps {
  decision: DecisionRow;
  /** Only after the look was written into the audit log. */
  showAddresses: boolean;
  errors: readonly FieldError[];
  links: WatchLinks;
  token: string;
  format: Format;
  now: Date;
}

/** One decision: whom it is about, why, and how to take it back. */
export function DecisionPage(props: DecisionPageProps) {
  const { decision, showAddresses, links, token, now } = props;
  const state = stateOf(decision, now);
  const isLive = state === 'enforced' || state === 'shadow' || state === 'held';
  return (
    <div class="stack stack-l">
      <PageHeader
        title={<span class="mono">{showAddresses ? decision.value : maskedTarget(decision)}</span>}
        breadcrumbs={[...links.breadcrumbs, { href: links.page, label: links.title }]}
        actions={
          !showAddresses && (
            <Form action={links.addresses} token={token} layout="bare">
              <input type="hidden" name="decision" value={decision.id} />
              <Button icon="eye">{words.showAddresses}</Button>
            </Form>
          )
        }
      >
        <StateOf row={decision} now={now} />
      </PageHeader>
      <Facts {...props} />
      {state === 'held' && (
        <Form action={links.confirmation(decision.id)} token={token}>
          <FormActions>
            <Button kind="primary">{words.confirm}</Button>
          </FormActions>
        </Form>
      )}
      <Evidence {...props} />
      {isLive && <Undo {...props} />}
    </div>
  );
}

function Facts({ decision, showAddresses, format, now }: DecisionPageProps) {
  const shown = (text: string) => (showAddresses ? text : withoutAddresses(text));
  return (
    <DescriptionList
      entries={[
        [words.whom, words.scopes[decision.scope] ?? decision.scope],
        [words.host, decision.host || words.everywhere],
        [words.why, shown(decision.reason)],
        [words.scenario, decision.scenario],
        [words.since, <Time at={decision.startsAt} now={now} format={format} as="exact" />],
        [words.until, <Time at={decision.endsAt} now={now} format={format} as="exact" />],
        [words.strike, words.strikes(format.number(decision.strike))],
        [words.decidedBy, decision.guardName ?? words.byHand],
        decision.confirmedBy !== null && [words.state, words.confirmedBy(decision.confirmedBy)],
        decision.endedBy !== null && [
          words.states.ended,
          `${words.endedBy(decision.endedBy)}: ${shown(decision.endedWhy ?? '')}`,
        ],
      ]}
    />
  );
}

function Evidence({ decision: { evidence }, showAddresses }: DecisionPageProps) {
  if (evidence.length === 0) return <p class="muted">{words.noEvidence}</p>;
  const lines = showAddresses ? evidence : evidence.map(withoutAddresses);
  return <CodeBlock code={lines.join('\n')} label={words.evidence} />;
}

const Undo = ({ decision, links, token, errors }: DecisionPageProps) => (
  <Card title={words.undoTitle}>
    <p class="muted">{words.undoHint}</p>
    <Form action={links.ending(decision.id)} token={token}>
      <TextInput
        name="why"
        label={words.undoWhy}
        hint={words.undoWhyHint}
        required
        maxLength={500}
        error={errorFor(errors, 'why')}
      />
      <FormActions>
        <Button kind="danger">{words.undo}</Button>
      </FormActions>
    </Form>
  </Card>
);
