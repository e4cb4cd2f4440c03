import { link, urls } from '../../urls.ts';
import { Badge } from '../../web/components/badge.tsx';
import { Button } from '../../web/components/button.tsx';
import { Card } from '../../web/components/card.tsx';
import { EmptyState } from '../../web/components/empty-state.tsx';
import { errorFor } from '../../web/components/field-error.ts';
import { Form, FormActions } from '../../web/components/form.tsx';
import { Table } from '../../web/components/table.tsx';
import { TextInput } from '../../web/components/text-input.tsx';
import { Textarea } from '../../web/components/textarea.tsx';
import { organizationWords as words } from '../../words/organization.ts';
import type { LabelRow, TemplateRow } from '../store/labels.ts';
import type { OrganizationRow } from '../store/organizations.ts';
import { type Returned, typedText } from './typed.ts';

interface OwnProps {
  organization: OrganizationRow;
  token: string;
  returned: Returned;
}

/** The labels an organization sorts its bugs by. */
export const Labels = ({
  labels,
  organization,
  token,
  returned,
}: OwnProps & { labels: readonly LabelRow[] }) => (
  <>
    {labels.length === 0 ? (
      <EmptyState icon="tag" title={words.noLabels}>
        {words.noLabelsText}
      </EmptyState>
    ) : (
      <Table
        caption={words.labels}
        rows={labels}
        keyOf={({ id }) => id}
        columns={[
          {
            label: words.labels,
            heading: true,
            cell: ({ name }) => <Badge icon="tag">{name}</Badge>,
          },
          {
            label: '',
            align: 'end',
            cell: ({ id, name }) => (
              <Removal
                action={link(urls.organizationLabelRemoval, { slug: organization.slug, id })}
                token={token}
                what={name}
              />
            ),
          },
        ]}
      />
    )}
    <Card title={words.addLabel}>
      <Form action={link(urls.organizationLabels, { slug: organization.slug })} token={token} layout="inline">
        <TextInput
          name="name"
          label={words.name}
          hint={words.labelRemovalHint}
          required
          maxLength={40}
          value={typedText(returned, 'name')}
          error={errorFor(returned.errors, 'name')}
        />
        <Button kind="primary">{words.addLabel}</Button>
      </Form>
    </Card>
  </>
);

/** The answers an organization gives often. */
export const Templates = ({
  templates,
  organization,
  token,
  returned,
}: OwnProps & { templates: readonly TemplateRow[] }) => (
  <>
    {templates.length === 0 ? (
      <EmptyState icon="message-square" title={words.noTemplates}>
        {words.noTemplatesText}
      </EmptyState>
    ) : (
      templates.map(({ id, name, bodyMarkdown }) => (
        <Card
          key={id}
          title={name}
          actions={
            <Removal
              action={link(urls.organizationTemplateRemoval, { slug: organization.slug, id })}
              token={token}
              what={name}
            />
          }
        >
          <p class="organization-template">{bodyMarkdown}</p>
        </Card>
      ))
    )}
    <Card title={words.saveTemplate}>
      <Form action={link(urls.organizationTemplates, { slug: organization.slug })} token={token}>
        <TextInput
          name="name"
          label={words.templateName}
          required
          maxLength={80}
          value={typedText(returned, 'name')}
          error={errorFor(returned.errors, 'name')}
        />
        <Textarea
          name="body"
          label={words.templateBody}
          hint={words.templateHint}
          required
          rows={8}
          maxLength={20_000}
          value={typedText(returned, 'body')}
          error={errorFor(returned.errors, 'body')}
        />
        <FormActions>
          <Button kind="primary">{words.saveTemplate}</Button>
        </FormActions>
      </Form>
    </Card>
  </>
);

const Removal = ({ action, token, what }: { action: string; token: string; what: string }) => (
  <Form action={action} token={token} layout="bare">
    <Button size="small" kind="quiet" icon="trash-2" label={words.remove(what)} />
  </Form>
);
