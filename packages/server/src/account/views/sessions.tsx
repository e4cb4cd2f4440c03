import { link, urls } from '../../urls.ts';
import { Badge } from '../../web/components/badge.tsx';
import { Button } from '../../web/components/button.tsx';
import { Form } from '../../web/components/form.tsx';
import { type Column, Table } from '../../web/components/table.tsx';
import { Time } from '../../web/components/time.tsx';
import { accountWords } from '../../words/account.ts';
import type { Format } from '../../words/format.ts';
import { Settings } from './settings.tsx';

const { sessions } = accountWords;

export interface SessionItem {
  id: string;
  device: string;
  createdAt: Date;
  lastSeenAt: Date;
  current: boolean;
}

interface SessionsProps {
  items: readonly SessionItem[];
  token: string;
  format: Format;
  now: Date;
}

export const Sessions = ({ items, token, format, now }: SessionsProps) => (
  <Settings current={urls.accountSessions} title={sessions.title} lede={sessions.lede}>
    <Table
      caption={sessions.title}
      columns={columns(token, format, now)}
      rows={items}
      keyOf={({ id }) => id}
    />
    {items.length > 1 && (
      <Form action={urls.accountOtherSessionsRevocation} token={token} layout="inline">
        <Button kind="danger">{sessions.endOthers}</Button>
      </Form>
    )}
  </Settings>
);

const columns = (token: string, format: Format, now: Date): Column<SessionItem>[] => [
  {
    label: sessions.device,
    heading: true,
    cell: ({ device, current }) => (
      <>
        {device} {current && <Badge tone="accent">{sessions.here}</Badge>}
      </>
    ),
  },
  {
    label: sessions.since,
    cell: ({ createdAt }) => <Time at={createdAt} now={now} format={format} as="date" />,
  },
  { label: sessions.used, cell: ({ lastSeenAt }) => <Time at={lastSeenAt} now={now} format={format} /> },
  {
    label: '',
    align: 'end',
    cell: ({ id, device, current }) =>
      !current && (
        <Form action={link(urls.accountSessionRevocation, { id })} token={token} layout="bare">
          <Button size="small" aria-label={sessions.endOf(device)}>
            {sessions.end}
          </Button>
        </Form>
      ),
  },
];
