import { link, urls } from '../../urls.ts';
import { Badge } from '../../web/components/badge.tsx';
import { Button } from '../../web/components/button.tsx';
import { EmptyState } from '../../web/components/empty-state.tsx';
import { Form } from '../../web/components/form.tsx';
import { PageHeader } from '../../web/components/page-header.tsx';
import { Pagination } from '../../web/components/pagination.tsx';
import { Time } from '../../web/components/time.tsx';
import type { Format } from '../../words/format.ts';
import { whatHappened, notifyWords as words } from '../../words/notify.ts';
import type { NotificationRow } from '../store.ts';

interface NotificationsPageProps {
  rows: readonly NotificationRow[];
  /** By bug, of those the person may still read. */
  titles: ReadonlyMap<string, string>;
  older: string | null;
  newer: string | null;
  byMail: boolean;
  token: string;
  now: Date;
  format: Format;
}

export const NotificationsPage = ({
  rows,
  titles,
  older,
  newer,
  byMail,
  token,
  now,
  format,
}: NotificationsPageProps) => (
  <div class="stack stack-l">
    <PageHeader
      title={words.title}
      lede={words.lede}
      actions={
        rows.some(({ readAt }) => readAt === null) && (
          <Form action={urls.notificationsRead} token={token} layout="bare">
            <Button>{words.markRead}</Button>
          </Form>
        )
      }
    />
    {rows.length === 0 ? (
      <EmptyState icon="bell" title={words.empty}>
        {words.emptyText}
      </EmptyState>
    ) : (
      <ul class="notify-list" aria-label={words.label}>
        {rows.map((row) => (
          <Row row={row} title={titles.get(row.bugId) ?? null} now={now} format={format} key={row.id} />
        ))}
      </ul>
    )}
    <Pagination newer={newer} older={older} />
    <MailChoice byMail={byMail} token={token} />
  </div>
);

interface RowProps {
  row: NotificationRow;
  title: string | null;
  now: Date;
  format: Format;
}

const Row = ({ row, title, now, format }: RowProps) => {
  const href = link(urls.bug, { number: row.bugNumber });
  const happened = whatHappened(row.type, row.content);
  return (
    <li class={row.readAt === null ? 'notify-unread' : undefined}>
      {title === null ? (
        <span>
          <a href={href}>{row.bugNumber}</a> {happened}
        </span>
      ) : (
        <span class="notify-what">
          <a href={href}>{title}</a>
          <span class="small muted">
            {row.bugNumber} {happened}
          </span>
        </span>
      )}
      <span class="row small muted">
        {row.readAt === null && <Badge tone="accent">{words.unread}</Badge>}
        <Time at={row.createdAt} now={now} format={format} />
      </span>
    </li>
  );
};

const MailChoice = ({ byMail, token }: { byMail: boolean; token: string }) => (
  <Form action={urls.notificationMail} token={token} layout="inline">
    <p class="muted">{byMail ? words.mailOn : words.mailOff}</p>
    <input type="hidden" name="wants" value={byMail ? 'no' : 'yes'} />
    <Button kind="quiet" size="small">
      {byMail ? words.turnMailOff : words.turnMailOn}
    </Button>
  </Form>
);
