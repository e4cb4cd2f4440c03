import { Button, LinkButton } from '../button.tsx';
import { Checkbox } from '../checkbox.tsx';
import { ErrorSummary } from '../error-summary.tsx';
import { Form, FormActions, FormSection } from '../form.tsx';
import { kindIcons } from '../kind-badge.tsx';
import { RadioGroup } from '../radio-group.tsx';
import { Select } from '../select.tsx';
import { TextInput } from '../text-input.tsx';
import { Textarea } from '../textarea.tsx';
import { Section } from './section.tsx';

export const Controls = () => (
  <>
    <Section title="Buttons">
      <div class="row">
        <Button kind="primary">Send the report</Button>
        <Button>Save draft</Button>
        <Button kind="quiet">Cancel</Button>
        <Button kind="danger">Delete</Button>
        <Button disabled>Not yet</Button>
        <LinkButton href="/report" kind="primary" icon="plus">
          Report a bug
        </LinkButton>
        <Button icon="copy" label="Copy" />
      </div>
      <div class="row">
        <Button kind="primary" size="small">
          Triage
        </Button>
        <Button size="small" icon="user">
          Assign
        </Button>
        <Button kind="quiet" size="small" icon="x">
          Clear
        </Button>
      </div>
    </Section>
    <Section title="Fields">
      <Form action="/_components" token="form-token">
        <ErrorSummary errors={[{ path: 'address', message: 'Write the address with https:// in front.' }]} />
        <TextInput
          name="title"
          label="Title"
          hint="What is wrong, in one line."
          maxLength={200}
          counter
          value="Password reset link works twice"
        />
        <TextInput
          name="address"
          type="url"
          label="Where did you see it?"
          error="Write the address with https:// in front."
          value="northwind.example/reset"
        />
        <TextInput name="amount" label="Reward" inputMode="decimal" prefix="€" value="250.00" optional />
        <Textarea name="steps" label="Steps" optional placeholder="1. Open …" />
        <Select
          name="asset"
          label="Asset"
          blank="Choose an asset"
          options={[
            {
              label: 'Websites',
              options: [
                { value: 'www', label: 'www.northwind.example' },
                { value: 'shop', label: 'shop.northwind.example' },
              ],
            },
            { label: 'Devices', options: [{ value: 'lock', label: 'Northwind Smart Lock 2' }] },
          ]}
        />
        <RadioGroup
          name="kind"
          label="What kind of bug is it?"
          value="security"
          choices={[
            {
              value: 'security',
              label: 'Security',
              hint: 'Somebody could get in or get data',
              icon: kindIcons.security,
            },
            { value: 'design', label: 'Design', hint: 'It looks or reads wrong', icon: kindIcons.design },
            {
              value: 'performance',
              label: 'Performance',
              hint: 'It is too slow',
              icon: kindIcons.performance,
            },
            {
              value: 'functionality',
              label: 'Functionality',
              hint: 'It does not do its job',
              icon: kindIcons.functionality,
            },
          ]}
        />
        <RadioGroup
          name="visibility"
          label="Who may see it?"
          value="private"
          choices={[
            { value: 'private', label: 'Only the company' },
            { value: 'public', label: 'Everyone' },
          ]}
          error="Security bugs start private."
        />
        <Checkbox
          name="watch"
          label="Write to me when something happens"
          checked
          hint="You can change this later."
        />
        <FormSection title="A section" hint="Long forms are cut into sections.">
          <TextInput name="disabled" label="Disabled" value="Cannot be changed" disabled />
        </FormSection>
        <FormActions>
          <Button kind="primary">Send the report</Button>
          <Button kind="quiet">Save draft</Button>
        </FormActions>
      </Form>
    </Section>
  </>
);
