import type { FieldError } from '../../refusal.ts';
import { link, urls } from '../../urls.ts';
import { Button } from '../../web/components/button.tsx';
import { Card } from '../../web/components/card.tsx';
import { CodeBlock } from '../../web/components/code-block.tsx';
import { errorFor } from '../../web/components/field-error.ts';
import { Form } from '../../web/components/form.tsx';
import { Notice } from '../../web/components/notice.tsx';
import { PageHeader } from '../../web/components/page-header.tsx';
import { Table } from '../../web/components/table.tsx';
import { TextInput } from '../../web/components/text-input.tsx';
import type { Format } from '../../words/format.ts';
import { guardWords as words } from '../../words/guard.ts';
import type { GuardRow } from '../store/guards.ts';
import type { WatchLinks } from './watch-links.ts';

interface MachinesPageProps {
  slug: string;
  links: WatchLinks;
  guards: readonly GuardRow[];
  /** The guard just added; its token is shown this once. */
  added: { name: string; token: string } | null;
  baseUrl: string;
  typed: string;
  errors: readonly FieldError[];
  formToken: string;
  format: Format;
}

/** Which machines have a guard, with a token for each. */
export const MachinesPage = (props: MachinesPageProps) => (
  <div class="stack stack-l">
    <PageHeader
      title={words.guards}
      lede={words.guardsLede}
      breadcrumbs={[...props.links.breadcrumbs, { href: props.links.page, label: props.links.title }]}
    />
    {props.added && <NewToken {...props.added} baseUrl={props.baseUrl} />}
    {props.guards.length > 0 && <GuardList {...props} />}
    <Card title={words.addGuard}>
      <Form action={props.links.machines ?? ''} token={props.formToken} layout="inline">
        <TextInput
          name="name"
          label={words.guardName}
          hint={words.guardNameHint}
          required
          maxLength={80}
          value={props.typed}
          error={errorFor(props.errors, 'name')}
        />
        <Button kind="primary">{words.makeToken}</Button>
      </Form>
    </Card>
  </div>
);

const NewToken = ({ name, token, baseUrl }: { name: string; token: string; baseUrl: string }) => (
  <Notice tone="success" title={words.tokenTitle(name)} live>
    <p>{words.tokenText}</p>
    <CodeBlock code={token} label={words.token} whole />
    <CodeBlock
      code={`server: { url: ${baseUrl}, tokenFile: /etc/bugheist/token }`}
      label={words.configuration}
    />
  </Notice>
);

const GuardList = ({ slug, guards, formToken, format }: MachinesPageProps) => (
  <Table
    caption={words.guards}
    keyOf={({ id }) => id}
    rows={guards}
    columns={[
      { label: words.guard, heading: true, cell: ({ name }) => name },
      { label: words.tokenPrefix, cell: ({ prefix }) => <code>{prefix}…</code> },
      { label: words.added, cell: ({ createdAt }) => format.date(createdAt) },
      {
        label: words.heard,
        cell: ({ lastSeenAt }) => (lastSeenAt ? format.dateTime(lastSeenAt) : words.never),
      },
      {
        label: '',
        align: 'end',
        cell: ({ id, name }) => (
          <Form action={link(urls.organizationGuardRevocation, { slug, id })} token={formToken} layout="bare">
            <Button size="small" kind="quiet" aria-label={words.revokeOf(name)}>
              {words.revoke}
            </Button>
          </Form>
        ),
      },
    ]}
  />
);
