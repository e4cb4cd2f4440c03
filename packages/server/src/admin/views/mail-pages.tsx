import { link, urls } from '../../urls.ts';
import { Button } from '../../web/components/button.tsx';
import { DescriptionList } from '../../web/components/description-list.tsx';
import { EmptyState } from '../../web/components/empty-state.tsx';
import { Form } from '../../web/components/form.tsx';
import { Notice } from '../../web/components/notice.tsx';
import { Pagination } from '../../web/components/pagination.tsx';
import { Table } from '../../web/components/table.tsx';
import { adminWords as words } from '../../words/admin.ts';
import type { Format } from '../../words/format.ts';
import type { OutboxMail, OutboxRow } from '../store.ts';
import { Frame } from './frame.tsx';

/** `sent` by SMTP, `kept` for nobody to read, or a trial's outbox. */
export type Outbox = 'sent' | 'kept' | 'readable';

interface MailPageProps {
  outbox: Outbox;
  mails: readonly OutboxRow[];
  older: string | null;
  token: string;
  format: Format;
}

export const MailPage = ({ outbox, mails, older, token, format }: MailPageProps) => (
  <Frame current="mail">
    {outbox === 'readable' ? (
      <Notice tone="warning" title={words.personalData}>
        <p>{words.mailTrial}</p>
      </Notice>
    ) : (
      <EmptyState icon="mail" title={outbox === 'sent' ? words.mailSent : words.mailNoReading}>
        {outbox === 'sent' ? words.mailSentText : words.mailNoReadingText}
      </EmptyState>
    )}
    {outbox === 'readable' && mails.length === 0 && (
      <EmptyState icon="mail" title={words.outboxEmpty}>
        {words.outboxEmptyText}
      </EmptyState>
    )}
    {mails.length > 0 && (
      <Table
        caption={words.tabs.mail}
        keyOf={({ id }) => id}
        rows={mails}
        columns={[
          { label: words.subject, heading: true, cell: ({ subject }) => subject },
          { label: words.to, cell: ({ handle }) => (handle === null ? '' : `@${handle}`) },
          { label: words.written, cell: ({ createdAt }) => format.dateTime(createdAt) },
          {
            label: '',
            cell: ({ id, subject }) => (
              <Form action={link(urls.adminMailMessage, { id })} token={token} layout="bare">
                <Button size="small" aria-label={words.readOf(subject)}>
                  {words.read}
                </Button>
              </Form>
            ),
          },
        ]}
      />
    )}
    <Pagination newer={null} older={older} />
  </Frame>
);

/** The letter as plain text: nothing of it is drawn as HTML. */
export const MailMessagePage = ({ mail, format }: { mail: OutboxMail; format: Format }) => (
  <Frame current="mail" lede={mail.subject}>
    <Notice tone="warning" title={words.personalData}>
      <p>{words.personalDataText}</p>
    </Notice>
    <DescriptionList
      entries={[
        [words.recipient, mail.recipient],
        [words.written, format.dateTime(mail.createdAt)],
      ]}
    />
    <pre class="admin-letter">{mail.textBody}</pre>
  </Frame>
);
