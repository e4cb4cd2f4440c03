import type { Tone } from '../../web/components/badge.tsx';
import { Badge } from '../../web/components/badge.tsx';
import { Button } from '../../web/components/button.tsx';
import { Form } from '../../web/components/form.tsx';
import { Table } from '../../web/components/table.tsx';
import { Time } from '../../web/components/time.tsx';
import type { Format } from '../../words/format.ts';
import { guardWords as words } from '../../words/guard.ts';
import { maskedTarget } from '../masked-target.ts';
import { mostDecisions } from '../read-watch.ts';
import type { DecisionRow } from '../store/decisions.ts';
import type { WatchLinks } from './watch-links.ts';

interface DecisionTableProps {
  decisions: readonly DecisionRow[];
  /** Only after the look was written into the audit log. */
  showAddresses: boolean;
  links: WatchLinks;
  token: string;
  format: Format;
  now: Date;
}

export const DecisionTable = ({
  decisions,
  showAddresses,
  links,
  token,
  format,
  now,
}: DecisionTableProps) => (
  <>
    <Table
      caption={words.decisions}
      keyOf={({ id }) => id}
      rows={decisions}
      columns={[
        {
          label: words.whom,
          heading: true,
          cell: (row) => (
            <a class="mono" href={links.decision(row.id)}>
              {showAddresses ? row.value : maskedTarget(row)}
            </a>
          ),
        },
        { label: words.measure, cell: (row) => <StateOf row={row} now={now} /> },
        { label: words.scenario, cell: ({ scenario }) => scenario.replace(/^bugheist\//, '') },
        { label: words.host, cell: ({ host }) => host || words.everywhere },
        { label: words.since, cell: ({ startsAt }) => <Time at={startsAt} now={now} format={format} /> },
        { label: words.until, cell: ({ endsAt }) => <Time at={endsAt} now={now} format={format} /> },
        { label: words.decidedBy, cell: ({ guardName }) => guardName ?? words.byHand },
        {
          label: '',
          align: 'end',
          cell: (row) =>
            row.held && !row.shadow && row.endedAt === null ? (
              <Form action={links.confirmation(row.id)} token={token} layout="bare">
                <Button size="small" aria-label={words.confirmOf(maskedTarget(row))}>
                  {words.confirm}
                </Button>
              </Form>
            ) : null,
        },
      ]}
    />
    {decisions.length >= mostDecisions && (
      <p class="muted small">{words.moreDecisions(format.number(mostDecisions))}</p>
    )}
  </>
);

/** What is done, and whether it is. */
export function StateOf({ row, now }: { row: DecisionRow; now: Date }) {
  const state = stateOf(row, now);
  return (
    <span class="row">
      {words.measures[row.measure] ?? row.measure} <Badge tone={tones[state]}>{words.states[state]}</Badge>
    </span>
  );
}

export type DecisionState = keyof typeof words.states;

export function stateOf(row: DecisionRow, now: Date): DecisionState {
  if (row.endedAt !== null) return 'ended';
  if (row.endsAt <= now) return 'expired';
  if (row.shadow) return 'shadow';
  return row.held ? 'held' : 'enforced';
}

const tones: Record<DecisionState, Tone> = {
  enforced: 'green',
  shadow: 'neutral',
  held: 'amber',
  ended: 'neutral',
  expired: 'neutral',
};
