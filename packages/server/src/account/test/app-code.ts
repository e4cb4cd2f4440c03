import { TOTP } from 'otpauth';

/** What an authenticator app with this key shows at a time. */
export const appCode = (secret: string, now: Date): string =>
  new TOTP({ secret: secret.replaceAll(' ', '') }).generate({ timestamp: now.getTime() });
