import type { FieldError } from '../../refusal.ts';
import { type InstanceSettings, longestName } from '../../settings/instance-settings.ts';
import { urls } from '../../urls.ts';
import { Button } from '../../web/components/button.tsx';
import { errorFor } from '../../web/components/field-error.ts';
import { Form, FormActions } from '../../web/components/form.tsx';
import { RadioGroup } from '../../web/components/radio-group.tsx';
import { TextInput } from '../../web/components/text-input.tsx';
import { adminWords as words } from '../../words/admin.ts';
import { Frame } from './frame.tsx';

interface SettingsPageProps {
  settings: InstanceSettings;
  errors: readonly FieldError[];
  token: string;
}

export const SettingsPage = ({ settings, errors, token }: SettingsPageProps) => (
  <Frame current="settings" lede={words.settingsText}>
    <Form action={urls.adminSettings} token={token}>
      <TextInput
        name="name"
        label={words.instanceName}
        hint={words.instanceNameHint}
        value={settings.name}
        error={errorFor(errors, 'name')}
        maxLength={longestName}
        required
      />
      <RadioGroup
        name="signUp"
        label={words.signUp}
        value={settings.signUp}
        choices={(['open', 'invitation'] as const).map((value) => ({ value, ...words.signUps[value] }))}
      />
      <RadioGroup
        name="defaultDisclosure"
        label={words.disclosure}
        hint={words.disclosureHint}
        value={settings.defaultDisclosure}
        choices={(['private', 'full'] as const).map((value) => ({ value, ...words.disclosures[value] }))}
      />
      <FormActions>
        <Button kind="primary">{words.save}</Button>
      </FormActions>
    </Form>
  </Frame>
);
