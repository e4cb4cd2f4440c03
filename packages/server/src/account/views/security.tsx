import type { ComponentChildren } from 'preact';
import { link, urls } from '../../urls.ts';
import { Button, LinkButton } from '../../web/components/button.tsx';
import { Card } from '../../web/components/card.tsx';
import { Centred } from '../../web/components/centred.tsx';
import { Form } from '../../web/components/form.tsx';
import { PageHeader } from '../../web/components/page-header.tsx';
import { QrCode } from '../../web/components/qr-code.tsx';
import { TextInput } from '../../web/components/text-input.tsx';
import { accountWords } from '../../words/account.ts';
import type { Format } from '../../words/format.ts';
import type { TotpOffer } from '../totp.ts';
import { CodeField } from './entrance.tsx';
import { AddressField, NewPasswordField, PasswordField } from './fields.tsx';
import { Settings } from './settings.tsx';
import { type FormState, Sheet } from './sheet.tsx';

const { security, totp, recoveryCodes, changePassword, changeAddress } = accountWords;

interface PasskeyItem {
  id: string;
  name: string;
  backedUp: boolean;
  createdAt: Date;
  lastUsedAt: Date | null;
}

interface SecurityProps {
  token: string;
  address: string | null;
  app: boolean;
  recoveryCodesLeft: number;
  passkeys: readonly PasskeyItem[];
  format: Format;
  now: Date;
}

export const Security = (props: SecurityProps) => (
  <Settings current={urls.accountSecurity} title={security.title}>
    <div class="card-pair">
      <Card title={security.address}>
        <p>{props.address ?? security.noAddress}</p>
        <LinkButton href={urls.accountAddress}>
          {props.address === null ? security.addAddress : security.changeAddress}
        </LinkButton>
      </Card>
      <Card title={security.password}>
        <p>{security.passwordText}</p>
        <LinkButton href={urls.accountPassword}>{security.changePassword}</LinkButton>
      </Card>
      <AppCard {...props} />
      <RecoveryCard {...props} />
    </div>
    <Passkeys {...props} />
  </Settings>
);

const AppCard = ({ app, token }: SecurityProps) => (
  <Card title={security.app}>
    <p>{app ? security.appOn : security.appOff}</p>
    <Form action={app ? urls.accountTotpRemoval : urls.accountTotp} token={token} layout="bare">
      <Button kind={app ? 'danger' : 'plain'} icon="smartphone">
        {app ? security.appRemove : security.appAdd}
      </Button>
    </Form>
  </Card>
);

const RecoveryCard = ({ app, recoveryCodesLeft, token }: SecurityProps) => (
  <Card title={security.recovery}>
    <p>{app ? security.recoveryLeft(recoveryCodesLeft) : security.recoveryOff}</p>
    {app && (
      <Form action={urls.accountRecoveryCodes} token={token} layout="bare">
        <Button icon="key-round">{security.recoveryNew}</Button>
      </Form>
    )}
  </Card>
);

const Passkeys = (props: SecurityProps) => (
  <Card title={security.passkeys}>
    <p class="muted">{security.passkeysLede}</p>
    {props.passkeys.length === 0 ? <p>{security.passkeysNone}</p> : <PasskeyList {...props} />}
    <p class="muted small" id="passkey-without-script">
      {security.passkeyNeedsScript}
    </p>
    <form
      class="form"
      hidden
      data-passkey-add
      data-options={urls.accountPasskeyOptions}
      data-verify={urls.accountPasskeys}
      data-token={props.token}
      data-failed={security.passkeyFailed}
    >
      <TextInput
        name="name"
        label={security.passkeyName}
        hint={security.passkeyNameHint}
        maxLength={60}
        required
      />
      <p class="field-error" role="alert" />
      <div class="form-actions">
        <Button icon="fingerprint">{security.passkeyAdd}</Button>
      </div>
    </form>
  </Card>
);

const PasskeyList = ({ passkeys, token, format, now }: SecurityProps) => (
  <ul class="account-list">
    {passkeys.map((passkey) => (
      <li key={passkey.id}>
        <div>
          <strong>{passkey.name}</strong>
          <p class="muted small">{passkeyFacts(passkey, format, now)}</p>
        </div>
        <Form action={link(urls.accountPasskeyRemoval, { id: passkey.id })} token={token} layout="bare">
          <Button size="small" kind="danger" aria-label={`${security.passkeyRemove}: ${passkey.name}`}>
            {security.passkeyRemove}
          </Button>
        </Form>
      </li>
    ))}
  </ul>
);

const passkeyFacts = ({ createdAt, lastUsedAt, backedUp }: PasskeyItem, format: Format, now: Date): string =>
  [
    security.passkeyAdded(format.date(createdAt)),
    lastUsedAt ? security.passkeyUsed(format.relative(lastUsedAt, now)) : security.passkeyUnused,
    ...(backedUp ? [security.passkeySynced] : []),
  ].join(', ');

export const TotpForm = ({ offer, ...form }: FormState & { offer: TotpOffer }) => (
  <Sheet
    {...form}
    title={totp.title}
    lede={totp.lede}
    action={urls.accountTotp}
    actions={<Submit back={urls.accountSecurity}>{totp.submit}</Submit>}
  >
    <div class="account-qr">
      <QrCode text={offer.uri} label={totp.qr} />
      <p>
        {totp.secret}
        <br />
        <code>{offer.secret}</code>
      </p>
    </div>
    <CodeField errors={form.errors} />
  </Sheet>
);

export const RecoveryCodes = ({ codes }: { codes: readonly string[] }) => (
  <Centred>
    <PageHeader title={recoveryCodes.title} lede={recoveryCodes.lede} />
    <ol
      class="account-codes mono"
      aria-label={recoveryCodes.list}
      data-recovery-codes
      data-download={recoveryCodes.download}
      data-print={recoveryCodes.print}
    >
      {codes.map((code) => (
        <li key={code}>{code}</li>
      ))}
    </ol>
    <div class="row">
      <LinkButton kind="primary" href={urls.accountSecurity}>
        {recoveryCodes.done}
      </LinkButton>
    </div>
  </Centred>
);

export const ChangePasswordForm = (form: FormState) => (
  <Sheet
    {...form}
    title={changePassword.title}
    lede={changePassword.lede}
    action={urls.accountPassword}
    actions={<Submit back={urls.accountSecurity}>{changePassword.submit}</Submit>}
  >
    <PasswordField name="current" label={accountWords.currentPassword} errors={form.errors} />
    <NewPasswordField label={accountWords.newPassword} errors={form.errors} />
  </Sheet>
);

interface ChangeAddressProps extends FormState {
  address: string;
  current: string | null;
}

export const ChangeAddressForm = ({ address, current, ...form }: ChangeAddressProps) => (
  <Sheet
    {...form}
    title={changeAddress.title}
    lede={changeAddress.lede}
    action={urls.accountAddress}
    actions={<Submit back={urls.accountSecurity}>{changeAddress.submit}</Submit>}
  >
    {current !== null && <p>{changeAddress.now(current)}</p>}
    <AddressField value={address} errors={form.errors} label={changeAddress.newAddress} />
  </Sheet>
);

const Submit = ({ back, children }: { back: string; children: ComponentChildren }) => (
  <>
    <Button kind="primary">{children}</Button>
    <LinkButton kind="quiet" href={back}>
      {accountWords.cancel}
    </LinkButton>
  </>
);
