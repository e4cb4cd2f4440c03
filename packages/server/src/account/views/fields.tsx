import type { FieldError } from '../../refusal.ts';
import { errorFor } from '../../web/components/field-error.ts';
import { TextInput } from '../../web/components/text-input.tsx';
import { accountWords } from '../../words/account.ts';
import { passwordLength } from '../password-policy.ts';

interface FieldState {
  value?: string | undefined;
  errors: readonly FieldError[];
}

export const HandleField = ({ value, errors }: FieldState) => (
  <TextInput
    name="handle"
    label={accountWords.handle}
    hint={accountWords.handleHint}
    value={value}
    error={errorFor(errors, 'handle')}
    autocomplete="username"
    spellcheck={false}
    maxLength={40}
    required
  />
);

export const AddressField = ({
  value,
  errors,
  label = accountWords.address,
  hint = accountWords.addressHint,
  required = true,
}: FieldState & { label?: string; hint?: string; required?: boolean }) => (
  <TextInput
    name="address"
    type="email"
    label={label}
    hint={hint}
    value={value}
    error={errorFor(errors, 'address')}
    autocomplete="email"
    maxLength={254}
    required={required}
    optional={!required}
  />
);

/** Never drawn with a value: what was typed into it does not come back. */
export const NewPasswordField = ({
  errors,
  label = accountWords.password,
}: FieldState & { label?: string }) => (
  <TextInput
    name="password"
    type="password"
    label={label}
    hint={accountWords.passwordHint}
    error={errorFor(errors, 'password')}
    autocomplete="new-password"
    minLength={passwordLength.min}
    maxLength={passwordLength.max}
    required
  />
);

export const PasswordField = ({
  errors,
  name = 'password',
  label = accountWords.password,
}: FieldState & { name?: string; label?: string }) => (
  <TextInput
    name={name}
    type="password"
    label={label}
    error={errorFor(errors, name)}
    autocomplete="current-password"
    maxLength={passwordLength.max}
    required
  />
);
