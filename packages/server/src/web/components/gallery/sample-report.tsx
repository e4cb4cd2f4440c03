import { Button } from '../button.tsx';
import { Checkbox } from '../checkbox.tsx';
import { Form, FormActions } from '../form.tsx';
import { kindIcons } from '../kind-badge.tsx';
import { MarkdownEditor } from '../markdown-editor.tsx';
import { Notice } from '../notice.tsx';
import { PageHeader } from '../page-header.tsx';
import { RadioGroup } from '../radio-group.tsx';
import { TextInput } from '../text-input.tsx';

export const SampleReport = () => (
  <>
    <PageHeader
      title="Report a bug"
      lede="Tell us what you saw and where. The company hears of it at once; you see here who has it and what happens next."
    />
    <Form action="/report" token="form-token" files>
      <TextInput
        name="where"
        label="Where is it?"
        hint="An address, an app, a device, a package."
        placeholder="https://"
        required
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
          {
            value: 'functionality',
            label: 'Functionality',
            hint: 'It does not do its job',
            icon: kindIcons.functionality,
          },
          { value: 'performance', label: 'Performance', hint: 'It is too slow', icon: kindIcons.performance },
          { value: 'design', label: 'Design', hint: 'It looks or reads wrong', icon: kindIcons.design },
        ]}
      />
      <TextInput
        name="title"
        label="Title"
        hint="What is wrong, in one line."
        maxLength={200}
        counter
        required
      />
      <MarkdownEditor
        name="body"
        label="What happens?"
        hint="Steps that lead there, what you expected, what came instead. Markdown works here."
        rows={9}
        required
      />
      <Notice title="Security bugs stay private">
        <p>Only the people who look after this address read it, until you and they agree to publish.</p>
      </Notice>
      <Checkbox name="watch" label="Write to me when something happens" checked />
      <FormActions>
        <Button kind="primary">Send the report</Button>
        <Button kind="quiet">Save as a draft</Button>
      </FormActions>
    </Form>
  </>
);
