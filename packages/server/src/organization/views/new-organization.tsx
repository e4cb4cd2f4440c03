import { urls } from '../../urls.ts';
import { Button } from '../../web/components/button.tsx';
import { errorFor } from '../../web/components/field-error.ts';
import { Form, FormActions } from '../../web/components/form.tsx';
import { PageHeader } from '../../web/components/page-header.tsx';
import { TextInput } from '../../web/components/text-input.tsx';
import { organizationWords as words } from '../../words/organization.ts';
import { type Returned, typedText } from './typed.ts';

const fields = [
  { name: 'name', label: words.name, maxLength: 120 },
  { name: 'slug', label: words.slug, hint: words.slugHint, maxLength: 63, prefix: '/organizations/' },
  { name: 'key', label: words.key, hint: words.keyHint, maxLength: 10 },
  { name: 'domain', label: words.domain, hint: words.domainHint, maxLength: 253, optional: true },
  { name: 'owner', label: words.owner, hint: words.handleHint, maxLength: 40, prefix: '@' },
] as const;

export const NewOrganization = ({ token, returned }: { token: string; returned: Returned }) => (
  <>
    <PageHeader
      title={words.create}
      lede={words.createLede}
      breadcrumbs={[{ href: urls.organizations, label: words.organizations }]}
    />
    <Form action={urls.organizationNew} token={token}>
      {fields.map((field) => (
        <TextInput
          {...field}
          key={field.name}
          required={!('optional' in field)}
          value={typedText(returned, field.name)}
          error={errorFor(returned.errors, field.name)}
        />
      ))}
      <FormActions>
        <Button kind="primary">{words.create}</Button>
      </FormActions>
    </Form>
  </>
);
