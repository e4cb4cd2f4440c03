import { link, urls } from '../../urls.ts';
import { Button } from '../../web/components/button.tsx';
import { errorFor } from '../../web/components/field-error.ts';
import { Form, FormActions } from '../../web/components/form.tsx';
import { RadioGroup } from '../../web/components/radio-group.tsx';
import { TextInput } from '../../web/components/text-input.tsx';
import { Textarea } from '../../web/components/textarea.tsx';
import { organizationWords as words } from '../../words/organization.ts';
import type { OrganizationRow } from '../store/organizations.ts';
import { type Returned, typedText } from './typed.ts';

interface GeneralProps {
  organization: OrganizationRow;
  token: string;
  returned: Returned;
}

export const General = ({ organization, token, returned }: GeneralProps) => (
  <Form action={link(urls.organizationSettings, { slug: organization.slug })} token={token}>
    <TextInput
      name="name"
      label={words.name}
      required
      maxLength={120}
      value={typedText(returned, 'name', organization.name)}
      error={errorFor(returned.errors, 'name')}
    />
    <Textarea
      name="description"
      label={words.description}
      hint={words.descriptionHint}
      optional
      maxLength={4000}
      value={typedText(returned, 'description', organization.description)}
      error={errorFor(returned.errors, 'description')}
    />
    <RadioGroup
      name="defaultDisclosure"
      label={words.defaultDisclosure}
      value={typedText(returned, 'defaultDisclosure', organization.defaultDisclosure)}
      error={errorFor(returned.errors, 'defaultDisclosure')}
      choices={(['private', 'full'] as const).map((value) => ({ value, ...words.disclosures[value] }))}
    />
    <FormActions>
      <Button kind="primary">{words.save}</Button>
    </FormActions>
  </Form>
);
