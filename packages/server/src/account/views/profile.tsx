import { link, urls } from '../../urls.ts';
import { Button } from '../../web/components/button.tsx';
import { Checkbox } from '../../web/components/checkbox.tsx';
import { ErrorSummary } from '../../web/components/error-summary.tsx';
import { errorFor } from '../../web/components/field-error.ts';
import { Form, FormActions } from '../../web/components/form.tsx';
import { RadioGroup } from '../../web/components/radio-group.tsx';
import { Select } from '../../web/components/select.tsx';
import { TextInput } from '../../web/components/text-input.tsx';
import { Textarea } from '../../web/components/textarea.tsx';
import { accountWords } from '../../words/account.ts';
import { locales, themes, timeZones } from '../preferences.ts';
import { HandleField } from './fields.tsx';
import { Settings } from './settings.tsx';
import type { FormState } from './sheet.tsx';

const { profile, preferences } = accountWords;

interface ProfileProps extends FormState {
  handle: string;
  displayName: string;
  bio: string;
  profilePublic: boolean;
}

export const ProfileForm = ({ handle, displayName, bio, profilePublic, token, errors }: ProfileProps) => (
  <Settings current={urls.accountProfile} title={profile.title}>
    <Form action={urls.accountProfile} token={token}>
      <ErrorSummary errors={errors} />
      <HandleField value={handle} errors={errors} />
      <p class="muted small">{profile.handleNote}</p>
      <TextInput
        name="displayName"
        label={profile.displayName}
        hint={profile.displayNameHint}
        value={displayName}
        error={errorFor(errors, 'displayName')}
        autocomplete="name"
        maxLength={80}
        optional
      />
      <Textarea
        name="bio"
        label={profile.bio}
        value={bio}
        error={errorFor(errors, 'bio')}
        maxLength={2000}
        counter
        optional
      />
      <Checkbox
        name="profilePublic"
        value="on"
        label={profile.public}
        hint={profile.publicHint}
        checked={profilePublic}
      />
      <FormActions>
        <Button kind="primary">{profile.submit}</Button>
        {profilePublic && errors.length === 0 && <a href={link(urls.person, { handle })}>{profile.view}</a>}
      </FormActions>
    </Form>
  </Settings>
);

interface PreferencesProps extends FormState {
  locale: string;
  timeZone: string;
  theme: string;
}

export const PreferencesForm = ({ locale, timeZone, theme, token, errors }: PreferencesProps) => (
  <Settings current={urls.accountPreferences} title={preferences.title}>
    <Form action={urls.accountPreferences} token={token}>
      <ErrorSummary errors={errors} />
      <Select
        name="locale"
        label={preferences.locale}
        value={locale}
        options={locales.map((value) => ({ value, label: languageName(value) }))}
        error={errorFor(errors, 'locale')}
      />
      <Select
        name="timeZone"
        label={preferences.timeZone}
        value={timeZone}
        options={timeZones.map((value) => ({ value, label: value.replaceAll('_', ' ') }))}
        error={errorFor(errors, 'timeZone')}
      />
      <RadioGroup
        name="theme"
        label={preferences.theme}
        value={theme}
        choices={themes.map((value) => ({ value, label: preferences.themes[value] }))}
        error={errorFor(errors, 'theme')}
      />
      <FormActions>
        <Button kind="primary">{preferences.submit}</Button>
      </FormActions>
    </Form>
  </Settings>
);

const languageName = (locale: string): string =>
  new Intl.DisplayNames('en', { type: 'language' }).of(locale) ?? locale;
