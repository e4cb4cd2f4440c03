import type { Scope } from '../../permission/actor.ts';
import { scopes } from '../../permission/actor.ts';
import type { FieldError } from '../../refusal.ts';
import { link, urls } from '../../urls.ts';
import { Button } from '../../web/components/button.tsx';
import { Checkbox } from '../../web/components/checkbox.tsx';
import { CodeBlock } from '../../web/components/code-block.tsx';
import { EmptyState } from '../../web/components/empty-state.tsx';
import { ErrorSummary } from '../../web/components/error-summary.tsx';
import { FieldErrorText } from '../../web/components/field.tsx';
import { errorFor } from '../../web/components/field-error.ts';
import { Form, FormActions } from '../../web/components/form.tsx';
import { Notice } from '../../web/components/notice.tsx';
import { Select } from '../../web/components/select.tsx';
import { type Column, Table } from '../../web/components/table.tsx';
import { TextInput } from '../../web/components/text-input.tsx';
import { Time } from '../../web/components/time.tsx';
import { accountWords } from '../../words/account.ts';
import type { Format } from '../../words/format.ts';
import { Settings } from './settings.tsx';

const { tokens } = accountWords;

export interface TokenItem {
  id: string;
  name: string;
  prefix: string;
  scopes: readonly string[];
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
}

interface TokensProps {
  items: readonly TokenItem[];
  token: string;
  typed: { name: string; scopes: readonly string[]; expiry: string };
  errors: readonly FieldError[];
  /** The one just made. */
  made: string | null;
  format: Format;
  now: Date;
}

export const Tokens = (props: TokensProps) => (
  <Settings current={urls.accountTokens} title={tokens.title} lede={tokens.lede}>
    {props.made !== null && (
      <Notice tone="success" title={tokens.madeTitle} live>
        <p>{tokens.made}</p>
        <CodeBlock code={props.made} label={tokens.madeTitle} whole />
      </Notice>
    )}
    {props.items.length === 0 ? (
      <EmptyState icon="key-round" title={tokens.none}>
        {tokens.noneHint}
      </EmptyState>
    ) : (
      <Table caption={tokens.title} columns={columns(props)} rows={props.items} keyOf={({ id }) => id} />
    )}
    <NewToken {...props} />
  </Settings>
);

const columns = ({ token, format, now }: TokensProps): Column<TokenItem>[] => [
  {
    label: tokens.name,
    heading: true,
    cell: ({ name, prefix, scopes: granted }) => (
      <>
        {name} <code>{prefix}…</code>
        <p class="muted small account-facts">{granted.join(', ')}</p>
      </>
    ),
  },
  {
    label: tokens.created,
    cell: ({ createdAt }) => <Time at={createdAt} now={now} format={format} as="date" />,
  },
  {
    label: tokens.lastUsed,
    cell: ({ lastUsedAt }) =>
      lastUsedAt ? <Time at={lastUsedAt} now={now} format={format} /> : tokens.never,
  },
  { label: tokens.expires, cell: ({ expiresAt }) => ending(expiresAt, format, now) },
  {
    label: '',
    align: 'end',
    cell: ({ id, name }) => (
      <Form action={link(urls.accountTokenRevocation, { id })} token={token} layout="bare">
        <Button size="small" kind="danger" aria-label={tokens.revokeOf(name)}>
          {tokens.revoke}
        </Button>
      </Form>
    ),
  },
];

function ending(expiresAt: Date | null, format: Format, now: Date) {
  if (expiresAt === null) return tokens.never;
  if (expiresAt <= now) return tokens.expired;
  return <Time at={expiresAt} now={now} format={format} as="date" />;
}

const NewToken = ({ token, typed, errors }: TokensProps) => (
  <section class="stack">
    <h2>{tokens.makeTitle}</h2>
    <Form action={urls.accountTokens} token={token}>
      <ErrorSummary errors={errors} />
      <TextInput
        name="name"
        label={tokens.name}
        hint={tokens.nameHint}
        value={typed.name}
        error={errorFor(errors, 'name')}
        maxLength={80}
        required
      />
      <fieldset class="field" id="scopes">
        <legend class="field-label">{tokens.scopes}</legend>
        {scopes.map((scope: Scope) => (
          <Checkbox
            key={scope}
            name="scopes"
            id={`scope-${scope}`}
            value={scope}
            label={tokens.scope[scope]}
            checked={typed.scopes.includes(scope)}
          />
        ))}
        <FieldErrorText id="scopes" error={errorFor(errors, 'scopes')} />
      </fieldset>
      <Select
        name="expiry"
        label={tokens.expiry}
        value={typed.expiry}
        options={Object.entries(tokens.expiries).map(([value, label]) => ({ value, label }))}
        error={errorFor(errors, 'expiry')}
      />
      <FormActions>
        <Button kind="primary">{tokens.submit}</Button>
      </FormActions>
    </Form>
  </section>
);
