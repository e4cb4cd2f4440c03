import type { RefusalCode } from '../../refusal.ts';
import { urls } from '../../urls.ts';
import { Badge } from '../../web/components/badge.tsx';
import { LinkButton } from '../../web/components/button.tsx';
import { CodeBlock } from '../../web/components/code-block.tsx';
import { PageHeader } from '../../web/components/page-header.tsx';
import { Table } from '../../web/components/table.tsx';
import { problemExample } from '../../web/problem.ts';
import { referenceWords as words } from '../../words/reference.ts';
import type { Field, Operation, OperationGroup } from './operations.ts';

interface ReferencePageProps {
  groups: readonly OperationGroup[];
  codes: readonly RefusalCode[];
  baseUrl: string;
}

/** The whole API on one page, so that a browser's own search finds everything. */
export const ReferencePage = ({ groups, codes, baseUrl }: ReferencePageProps) => (
  <>
    <PageHeader
      title={words.title}
      lede={words.lede}
      actions={<LinkButton href={urls.openApi}>{words.openApi}</LinkButton>}
    />
    <div class="reference">
      <nav class="reference-contents" aria-label={words.contents}>
        <ul>
          {groups.map(({ tag, operations }) => (
            <li key={tag}>
              <a href={`#${anchor(tag)}`}>{tag}</a>
              <ul>
                {operations.map(({ id, api }) => (
                  <li key={id}>
                    <a href={`#${id}`}>{api.summary}</a>
                  </li>
                ))}
              </ul>
            </li>
          ))}
          <li>
            <a href="#errors">{words.errors}</a>
          </li>
        </ul>
      </nav>
      <div class="stack stack-l">
        <section class="stack">
          <h2>{words.start}</h2>
          {words.startText.map((text) => (
            <p key={text}>{text}</p>
          ))}
          <CodeBlock label={words.command} code={words.startExample(baseUrl)} />
        </section>
        {groups.map(({ tag, operations }) => (
          <section class="stack stack-l" id={anchor(tag)} key={tag}>
            <h2>{tag}</h2>
            {operations.map((operation) => (
              <OperationSection key={operation.id} operation={operation} />
            ))}
          </section>
        ))}
        <section class="stack" id="errors">
          <h2>{words.errors}</h2>
          <p>{words.errorsText}</p>
          {codes.map((code) => (
            <ErrorSection key={code} code={code} />
          ))}
        </section>
      </div>
    </div>
  </>
);

const OperationSection = ({ operation }: { operation: Operation }) => {
  const { id, method, path, api, scope, parameters, body, responses, refusals } = operation;
  return (
    <section class="reference-operation stack" id={id}>
      <h3>{api.summary}</h3>
      <p class="row">
        <code>{`${method} ${path}`}</code>
        {scope && <Badge icon="key-round">{words.scope(scope)}</Badge>}
      </p>
      {api.description && <p>{withCode(api.description)}</p>}
      {parameters.length > 0 && (
        <Fields
          caption={words.parameters}
          fields={parameters.map(({ place, ...field }) => ({
            ...field,
            description: field.description || words.place[place] || '',
          }))}
        />
      )}
      {body && body.fields.length > 0 && <Fields caption={words.body(body.type)} fields={body.fields} />}
      {body?.example && <CodeBlock label={words.exampleOf(api.summary)} code={body.example} />}
      {responses.map(({ status, description, fields }) => (
        <div class="stack stack-s" key={status}>
          <p>
            <strong>{status}</strong> {description}
          </p>
          {fields.length > 0 && (
            <details>
              <summary>{words.responseFields(fields.length)}</summary>
              <Fields caption={words.response(status)} fields={fields} />
            </details>
          )}
        </div>
      ))}
      <p class="small muted">
        {words.refusals}{' '}
        {refusals.map((code, index) => (
          <span key={code}>
            {index > 0 && ', '}
            <a href={`#${code}`}>{code}</a>
          </span>
        ))}
      </p>
    </section>
  );
};

const Fields = ({ caption, fields }: { caption: string; fields: readonly Field[] }) => (
  <Table
    caption={caption}
    showCaption
    keyOf={({ name }) => name}
    rows={fields}
    columns={[
      { label: words.field, heading: true, cell: ({ name }) => <code>{name}</code> },
      { label: words.type, cell: ({ type, required }) => (required ? `${type}, ${words.required}` : type) },
      { label: words.meaning, cell: ({ description }) => description },
    ]}
  />
);

const ErrorSection = ({ code }: { code: RefusalCode }) => {
  const example = problemExample(code);
  return (
    <section class="reference-error stack stack-s" id={code}>
      <h3>
        <code>{code}</code> <span class="muted">{example.status}</span>
      </h3>
      <p>{example.title}</p>
      <CodeBlock label={words.exampleOf(code)} code={JSON.stringify(example, null, 2)} />
    </section>
  );
};

const anchor = (tag: string): string => `tag-${tag.toLowerCase().replace(/[^a-z]+/g, '-')}`;

/** What stands between backticks is code. */
const withCode = (text: string) =>
  text.split('`').map((part, at) => (at % 2 === 0 ? part : <code key={part}>{part}</code>));
