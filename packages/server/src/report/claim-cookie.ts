import { isId } from '../id.ts';
import { signed, verified } from './signature.ts';

/** How long a browser that gave the phrase stays in. */
export const claimCookieSeconds = 7 * 24 * 3600;

/** `reportId.expires.mac`: whoever brings it may act on that one report. */
export const makeClaimCookie = (key: Uint8Array, reportId: string, now: Date): string =>
  signed(key, 'claim', `${reportId}.${Math.floor(now.getTime() / 1000) + claimCookieSeconds}`);

/** The report's id; null for a forged or expired cookie. Whether the report can still be claimed is not asked. */
export function readClaimCookie(key: Uint8Array, cookie: string, now: Date): string | null {
  const [reportId = '', expires = ''] = verified(key, 'claim', cookie)?.split('.') ?? [];
  return isId(reportId) && Number(expires) * 1000 > now.getTime() ? reportId : null;
}
