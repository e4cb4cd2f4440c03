import { signed, verified } from './signature.ts';

/** A hidden field that says when the form was drawn, signed, so that a machine cannot say "an hour ago". */
export const makeFormStamp = (key: Uint8Array, drawnAt: Date): string =>
  signed(key, 'form', String(drawnAt.getTime()));

/** When the form was drawn; null for a missing or forged stamp. */
export function readFormStamp(key: Uint8Array, stamp: string): Date | null {
  const content = verified(key, 'form', stamp);
  return content === null ? null : new Date(Number(content));
}
