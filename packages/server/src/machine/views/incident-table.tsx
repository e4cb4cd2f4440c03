import { link, urls } from '../../urls.ts';
import { Badge, type Tone } from '../../web/components/badge.tsx';
import { Table } from '../../web/components/table.tsx';
import { Time } from '../../web/components/time.tsx';
import type { Format } from '../../words/format.ts';
import { guardWords as words } from '../../words/guard.ts';
import type { ShownIncident } from '../read-watch.ts';
import { withoutAddresses } from '../without-addresses.ts';

interface IncidentTableProps {
  incidents: readonly ShownIncident[];
  format: Format;
  now: Date;
}

/** What the guards told of lately, attacks first. */
export function IncidentTable({ incidents, format, now }: IncidentTableProps) {
  if (incidents.length === 0) return <p class="muted">{words.noIncidents}</p>;
  return (
    <Table
      caption={words.incidents}
      keyOf={({ id }) => id}
      rows={[...incidents].sort((a, b) => ranks[a.kind] - ranks[b.kind]).slice(0, 50)}
      columns={[
        {
          label: words.what,
          heading: true,
          cell: ({ description, scenario }) => withoutAddresses(description || scenario),
        },
        {
          label: words.kind,
          cell: ({ kind }) => <Badge tone={tones[kind]}>{words.kinds[kind]}</Badge>,
        },
        { label: words.alertsColumn, align: 'end', cell: ({ alerts }) => format.number(alerts) },
        { label: words.sourcesColumn, align: 'end', cell: ({ sources }) => format.number(sources) },
        { label: words.last, cell: ({ lastAt }) => <Time at={lastAt} now={now} format={format} /> },
        {
          label: words.bug,
          cell: ({ bug }) => (bug === null ? '' : <a href={link(urls.bug, { number: bug })}>{bug}</a>),
        },
      ]}
    />
  );
}

const ranks = { attack: 0, alarm: 1, background: 2 } as const;
const tones: Record<ShownIncident['kind'], Tone> = {
  attack: 'crimson',
  alarm: 'amber',
  background: 'neutral',
};
