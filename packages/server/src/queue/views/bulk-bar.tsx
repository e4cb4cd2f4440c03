import { Button } from '../../web/components/button.tsx';
import { Select } from '../../web/components/select.tsx';
import { TextInput } from '../../web/components/text-input.tsx';
import { queueWords as words } from '../../words/queue.ts';
import { bulkTransitions } from '../change-many.ts';
import type { Choices } from './queue-filters.tsx';

/** What was typed into the bar before it came back. */
export type BulkTyped = Readonly<Record<'assignee' | 'label' | 'transition' | 'reason', string>>;

export const BulkBar = ({ choices, typed }: { choices: Choices; typed: BulkTyped }) => (
  <fieldset class="queue-bulk" data-bulk>
    <legend>{words.bulk}</legend>
    <div class="queue-bulk-part">
      <Select
        name="to"
        id="bulk-assignee"
        label={words.assignee}
        hideLabel
        value={typed.assignee}
        options={[
          { value: 'me', label: words.me },
          { value: 'nobody', label: words.nobody },
          ...choices.workers.map(({ handle, name }) => ({ value: handle, label: name })),
        ]}
      />
      <Button name="do" value="assign" icon="user">
        {words.bulkAssign}
      </Button>
    </div>
    {choices.labels.length > 0 && (
      <div class="queue-bulk-part">
        <Select
          name="with"
          id="bulk-label"
          label={words.label}
          hideLabel
          value={typed.label}
          options={choices.labels.map((value) => ({ value, label: value }))}
        />
        <Button name="do" value="label" icon="tag">
          {words.bulkLabel}
        </Button>
      </div>
    )}
    <div class="queue-bulk-part queue-bulk-step">
      <Select
        name="transition"
        id="bulk-transition"
        label={words.bulkStep}
        hideLabel
        value={typed.transition}
        options={bulkTransitions.map((value) => ({ value, label: words.transitions[value] }))}
      />
      <TextInput
        name="reason"
        id="bulk-reason"
        label={words.bulkReason}
        hideLabel
        placeholder={words.bulkReason}
        value={typed.reason}
        maxLength={2000}
      />
      <Button name="do" value="transition" icon="arrow-right">
        {words.bulkTransition}
      </Button>
    </div>
  </fieldset>
);
