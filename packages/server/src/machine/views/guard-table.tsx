import { Badge } from '../../web/components/badge.tsx';
import { Table } from '../../web/components/table.tsx';
import { Time } from '../../web/components/time.tsx';
import type { Format } from '../../words/format.ts';
import { guardWords as words } from '../../words/guard.ts';
import { type GuardStanding, isHeard } from '../well-being.ts';

interface GuardTableProps {
  guards: readonly GuardStanding[];
  format: Format;
  now: Date;
}

/** Which guards are there, and how each is. */
export const GuardTable = ({ guards, format, now }: GuardTableProps) => (
  <Table
    caption={words.guards}
    keyOf={({ id }) => id}
    rows={guards}
    columns={[
      { label: words.guard, heading: true, cell: ({ name }) => name },
      {
        label: words.heard,
        cell: (guard) => (
          <Badge tone={isHeard(guard, now) ? 'green' : 'amber'}>
            {guard.lastSeenAt ? <Time at={guard.lastSeenAt} now={now} format={format} /> : words.never}
          </Badge>
        ),
      },
      { label: words.behind, align: 'end', cell: ({ figures }) => format.bytes(behindOf(figures)) },
      {
        label: words.clock,
        cell: ({ figures }) =>
          figures && Math.abs(figures.aheadMs) > 5000
            ? words.clockOff(format.duration(Math.abs(figures.aheadMs)))
            : words.clockRight,
      },
      {
        label: words.bouncers,
        cell: ({ figures }) =>
          format.list(figures?.bouncers.map(({ name }) => name) ?? []) || words.noBouncers,
      },
    ]}
  />
);

const behindOf = (figures: GuardStanding['figures']): number =>
  (figures?.sources ?? []).reduce((sum, { behindBytes }) => sum + behindBytes, 0);
