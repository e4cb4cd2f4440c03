import { link, urls } from '../../urls.ts';
import { Button } from '../../web/components/button.tsx';
import { errorFor } from '../../web/components/field-error.ts';
import { TextInput } from '../../web/components/text-input.tsx';
import { accountWords } from '../../words/account.ts';
import { AddressField, HandleField, NewPasswordField, PasswordField } from './fields.tsx';
import { type FormState, Sheet } from './sheet.tsx';

const { signIn, secondFactor, signUp, welcome, forgotten, confirmIdentity } = accountWords;

interface SignInProps extends FormState {
  login: string;
  next: string | null;
  /** Whether anybody may create an account. */
  mayJoin: boolean;
}

export const SignInForm = ({ login, next, mayJoin, token, errors }: SignInProps) => (
  <Sheet
    title={signIn.title}
    action={link(urls.signIn, null, { next })}
    token={token}
    errors={errors}
    actions={<Button kind="primary">{signIn.submit}</Button>}
    after={
      <>
        <PasskeyButton label={signIn.passkey} next={next} token={token} />
        <p>
          <a href={urls.passwordForgotten}>{signIn.forgotten}</a>
        </p>
        {mayJoin && (
          <p>
            {signIn.noAccount} <a href={urls.signUp}>{signIn.signUp}</a>
          </p>
        )}
      </>
    }
  >
    <TextInput
      name="login"
      label={accountWords.login}
      value={login}
      error={errorFor(errors, 'login')}
      autocomplete="username webauthn"
      spellcheck={false}
      maxLength={254}
      required
    />
    <PasswordField errors={errors} />
  </Sheet>
);

/** Its island shows the button in place of the sentence where the browser can do it. */
const PasskeyButton = ({ label, next, token }: { label: string; next: string | null; token: string }) => (
  <div
    class="account-passkey"
    data-passkey-sign-in
    data-options={urls.signInPasskeyOptions}
    data-verify={urls.signInPasskey}
    data-next={next ?? ''}
    data-token={token}
    data-failed={signIn.passkeyFailed}
  >
    <p class="muted small" data-without-script>
      {signIn.passkeyNeedsScript}
    </p>
    <Button type="button" icon="fingerprint" wide hidden>
      {label}
    </Button>
    <p class="field-error" role="alert" />
  </div>
);

export const SecondFactorForm = ({ next, ...form }: FormState & { next: string | null }) => (
  <Sheet
    {...form}
    title={secondFactor.title}
    lede={secondFactor.lede}
    action={link(urls.signInSecondFactor, null, { next })}
    actions={<Button kind="primary">{secondFactor.submit}</Button>}
    after={
      <p>
        <a href={link(urls.signIn, null, { next })}>{accountWords.back}</a>
      </p>
    }
  >
    <CodeField errors={form.errors} hint={secondFactor.hint} />
  </Sheet>
);

export const CodeField = ({ errors, hint }: { errors: FormState['errors']; hint?: string }) => (
  <TextInput
    name="code"
    label={accountWords.code}
    hint={hint}
    error={errorFor(errors, 'code')}
    autocomplete="one-time-code"
    spellcheck={false}
    maxLength={40}
    autofocus
    required
  />
);

interface SignUpProps extends FormState {
  handle: string;
  address: string;
  /** What an invited person comes for. */
  invitation: { token: string; sentence: string } | null;
}

export const SignUpForm = ({ handle, address, invitation, ...form }: SignUpProps) => (
  <Sheet
    {...form}
    title={signUp.title}
    lede={invitation?.sentence ?? signUp.lede}
    action={link(urls.signUp, null, { invitation: invitation?.token })}
    actions={<Button kind="primary">{signUp.submit}</Button>}
    after={
      <p>
        {signUp.haveOne} <a href={signInFor(invitation?.token)}>{signIn.title}</a>
      </p>
    }
  >
    <HandleField value={handle} errors={form.errors} />
    <AddressField value={address} errors={form.errors} />
    <NewPasswordField errors={form.errors} />
  </Sheet>
);

const signInFor = (invitation: string | undefined): string =>
  link(urls.signIn, null, {
    next: invitation === undefined ? null : link(urls.invitation, { token: invitation }),
  });

interface ConfirmSignUpProps extends FormState {
  linkToken: string;
  handle: string;
  address: string;
}

export const ConfirmSignUpForm = ({ linkToken, handle, address, ...form }: ConfirmSignUpProps) => (
  <Sheet
    {...form}
    title={signUp.confirmTitle}
    lede={signUp.confirmLede(address)}
    action={link(urls.signUpConfirm, { token: linkToken })}
    actions={<Button kind="primary">{signUp.confirmSubmit}</Button>}
  >
    <HandleField value={handle} errors={form.errors} />
    <PasswordField errors={form.errors} label={signUp.confirmPassword} />
  </Sheet>
);

export const WelcomeForm = ({ linkToken, handle, address, ...form }: ConfirmSignUpProps) => (
  <Sheet
    {...form}
    title={welcome.title}
    lede={welcome.lede}
    action={link(urls.firstAdministrator, { token: linkToken })}
    actions={<Button kind="primary">{welcome.submit}</Button>}
  >
    <HandleField value={handle} errors={form.errors} />
    <AddressField value={address} errors={form.errors} hint={accountWords.addressOptional} required={false} />
    <NewPasswordField errors={form.errors} />
  </Sheet>
);

export const ForgottenForm = ({ address, ...form }: FormState & { address: string }) => (
  <Sheet
    {...form}
    title={forgotten.title}
    lede={forgotten.lede}
    action={urls.passwordForgotten}
    actions={<Button kind="primary">{forgotten.submit}</Button>}
  >
    <AddressField value={address} errors={form.errors} />
  </Sheet>
);

export const ResetForm = ({
  linkToken,
  handle,
  ...form
}: FormState & { linkToken: string; handle: string }) => (
  <Sheet
    {...form}
    title={forgotten.resetTitle}
    lede={forgotten.resetLede(handle)}
    action={link(urls.passwordReset, { token: linkToken })}
    actions={<Button kind="primary">{forgotten.resetSubmit}</Button>}
  >
    <NewPasswordField errors={form.errors} label={accountWords.newPassword} />
  </Sheet>
);

export const ConfirmIdentityForm = ({ next, ...form }: FormState & { next: string | null }) => (
  <Sheet
    {...form}
    title={confirmIdentity.title}
    lede={confirmIdentity.lede}
    action={link(urls.reauthenticate, null, { next })}
    actions={<Button kind="primary">{confirmIdentity.submit}</Button>}
    after={<PasskeyButton label={confirmIdentity.passkey} next={next} token={form.token} />}
  >
    <PasswordField errors={form.errors} />
  </Sheet>
);

interface LinkFormProps extends FormState {
  title: string;
  lede: string;
  submit: string;
  action: string;
}

/** A link from a letter was opened: nothing happens before the button, since mail scanners open links too. */
export const LinkForm = ({ submit, ...form }: LinkFormProps) => (
  <Sheet {...form} actions={<Button kind="primary">{submit}</Button>}>
    {null}
  </Sheet>
);
