import { Button, LinkButton } from '../../web/components/button.tsx';
import { Card } from '../../web/components/card.tsx';
import { Form } from '../../web/components/form.tsx';
import { PageHeader } from '../../web/components/page-header.tsx';
import { Table } from '../../web/components/table.tsx';
import { TextInput } from '../../web/components/text-input.tsx';
import type { Format } from '../../words/format.ts';
import { guardWords as words } from '../../words/guard.ts';
import type { Watch } from '../read-watch.ts';
import type { DecisionRow } from '../store/decisions.ts';
import { DecisionTable } from './decision-table.tsx';
import type { WatchLinks } from './watch-links.ts';

interface AddressesPageProps {
  links: WatchLinks;
  topSources: Watch['topSources'];
  decisions: readonly DecisionRow[];
  /** What was looked up, as typed; empty when nothing was. */
  address: string;
  token: string;
  format: Format;
  now: Date;
}

/** Who it is: shown for one look, which the audit log keeps. */
export function AddressesPage(props: AddressesPageProps) {
  const { links, topSources, decisions, address, token, format } = props;
  return (
    <div class="stack stack-l">
      <PageHeader
        title={words.addresses}
        lede={words.addressesNote}
        breadcrumbs={[...links.breadcrumbs, { href: links.page, label: links.title }]}
        actions={<LinkButton href={links.page}>{words.back}</LinkButton>}
      />
      <Form action={links.addresses} token={token} layout="inline">
        <TextInput
          name="address"
          label={words.addressLookUp}
          value={address}
          maxLength={100}
          autocomplete="off"
          spellcheck={false}
        />
        <Button icon="search">{words.lookUp}</Button>
      </Form>
      <section class="stack" aria-labelledby="decisions">
        <h2 id="decisions">{address === '' ? words.decisions : words.about(address)}</h2>
        {decisions.length === 0 ? (
          <p class="muted">{address === '' ? words.noDecisions : words.nothingAbout}</p>
        ) : (
          <DecisionTable {...props} showAddresses />
        )}
      </section>
      {address === '' && topSources.length > 0 && (
        <Card title={words.topSources}>
          <Table
            caption={words.topSources}
            keyOf={(row) => row.address}
            rows={topSources}
            columns={[
              { label: words.whom, heading: true, cell: (row) => <span class="mono">{row.address}</span> },
              { label: words.alertsColumn, align: 'end', cell: ({ alerts }) => format.number(alerts) },
              { label: words.requestsColumn, align: 'end', cell: ({ requests }) => format.number(requests) },
            ]}
          />
        </Card>
      )}
    </div>
  );
}
