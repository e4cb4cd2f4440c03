/** What the letters about accounts say, told the name of the instance. Links are whole addresses of it. */
export const mailWords = {
  signUp:
    ({ href, handle }: { href: string; handle: string }) =>
    (instance: string) => ({
      subject: `Finish creating your ${instance} account`,
      paragraphs: [
        `Somebody, hopefully you, asked for an account at ${instance} with the handle "${handle}" and this address.`,
        'Open the link and enter the password you chose; then the account is yours. The link works for 24 hours.',
      ],
      action: { label: 'Finish creating the account', href },
      footer:
        'If this was not you, do nothing: without the link and the password no account is created, and nobody can use your address.',
    }),

  alreadyRegistered:
    ({ signIn, reset }: { signIn: string; reset: string }) =>
    (instance: string) => ({
      subject: `You already have an account at ${instance}`,
      paragraphs: [
        `Somebody, hopefully you, tried to create an account at ${instance} with this address. It belongs to an account already, so nothing was changed.`,
        `If you forgot the password, you can choose a new one:\n${reset}`,
      ],
      action: { label: 'Sign in', href: signIn },
      footer: 'If this was not you, do nothing: whoever tried was not told that you have an account.',
    }),

  invitation:
    (given: { href: string; inviter: string; organization: string; days: number }) => (instance: string) => ({
      subject: `Join ${given.organization} on ${instance}`,
      paragraphs: [
        `${given.inviter} invites you to help with the bugs of ${given.organization}.`,
        `The link works once, for ${given.days} days, whether or not you have an account.`,
      ],
      action: { label: 'Look at the invitation', href: given.href },
      footer:
        'If you do not know who this is, do nothing: the link ends by itself, and nobody there keeps your address.',
    }),

  passwordReset:
    ({ href, handle }: { href: string; handle: string }) =>
    (instance: string) => ({
      subject: `Choose a new ${instance} password`,
      paragraphs: [
        `Somebody, hopefully you, asked for a new password for the account "${handle}".`,
        'The link works once, for one hour. Until a new password is chosen the old one stays.',
      ],
      action: { label: 'Choose a new password', href },
      footer: 'If this was not you, do nothing: without the link nothing changes.',
    }),

  passwordChanged:
    ({ reset }: { reset: string }) =>
    (instance: string) => ({
      subject: `Your ${instance} password was changed`,
      paragraphs: [
        'The password of your account was changed, and all other sessions were ended.',
        'If this was not you, choose a new password now:',
      ],
      action: { label: 'Choose a new password', href: reset },
      footer: 'You get this letter because it concerns the safety of your account.',
    }),

  addressConfirm:
    ({ href, handle }: { href: string; handle: string }) =>
    (instance: string) => ({
      subject: `Confirm your new address for ${instance}`,
      paragraphs: [
        `The account "${handle}" asked to use this address from now on.`,
        'Open the link while signed in to that account. It works for 24 hours.',
      ],
      action: { label: 'Use this address', href },
      footer: 'If this was not you, do nothing: the account keeps the address it has.',
    }),

  addressChangeAsked:
    ({ security }: { security: string }) =>
    (instance: string) => ({
      subject: `A new address was asked for on your ${instance} account`,
      paragraphs: [
        'Somebody signed in to your account asked to replace this address by another one. Nothing has changed yet: the new address has to be confirmed first.',
        'If this was not you, change your password and end the other sessions now:',
      ],
      action: { label: 'Look at the security of the account', href: security },
      footer: 'You get this letter because it concerns the safety of your account.',
    }),

  addressChanged:
    ({ revert }: { revert: string }) =>
    (instance: string) => ({
      subject: `The address of your ${instance} account was changed`,
      paragraphs: [
        'Your account uses another address from now on; letters no longer come here.',
        'If this was not you, take it back within seven days: your address returns, everybody is signed out, and you choose a new password.',
      ],
      action: { label: 'Take the change back', href: revert },
      footer: 'You get this letter because it concerns the safety of your account.',
    }),

  addressNowUsed: () => (instance: string) => ({
    subject: `Your ${instance} account uses this address now`,
    paragraphs: ['The change is done: letters about your account come here from now on.'],
    footer: 'You get this letter because you confirmed this address.',
  }),

  securityChanged:
    ({ what, security }: { what: SecurityChange; security: string }) =>
    (instance: string) => ({
      subject: securityChanges[what](instance),
      paragraphs: [
        `${securityChanges[what](instance)}.`,
        'If this was not you, change your password and end the other sessions now:',
      ],
      action: { label: 'Look at the security of the account', href: security },
      footer: 'You get this letter because it concerns the safety of your account.',
    }),

  accountDeleted: () => (instance: string) => ({
    subject: `Your ${instance} account was deleted`,
    paragraphs: [
      'Your account is gone: address, password, sessions, passkeys, tokens and profile. Reports and comments stay with the bugs they belong to, without your name.',
    ],
    footer: `This is the last letter about that account. If you did not ask for this, tell whoever runs ${instance}.`,
  }),
} as const;

const securityChanges = {
  'totp-on': (instance: string) => `An authenticator app was added to your ${instance} account`,
  'totp-off': (instance: string) => `The authenticator app was removed from your ${instance} account`,
  'recovery-codes': (instance: string) => `New recovery codes were made for your ${instance} account`,
  'recovery-code-used': (instance: string) =>
    `Somebody signed in to your ${instance} account with a recovery code`,
  'passkey-on': (instance: string) => `A passkey was added to your ${instance} account`,
  'passkey-off': (instance: string) => `A passkey was removed from your ${instance} account`,
  'token-on': (instance: string) => `An API token was made for your ${instance} account`,
} as const;
export type SecurityChange = keyof typeof securityChanges;
