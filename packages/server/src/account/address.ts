import { isAddress } from '../mail/header.ts';

/**
 * An e-mail address as it is stored, or null when it is none. The host is lower case; the part before the @ stays as
 * typed, since only its server knows what it means. Look-ups compare in lower case.
 */
export function normalAddress(typed: string): string | null {
  const normal = typed.trim().normalize('NFKC');
  const at = normal.lastIndexOf('@');
  const address = `${normal.slice(0, at)}@${normal.slice(at + 1).toLowerCase()}`;
  return at > 0 && normal.includes('.', at) && isAddress(address) ? address : null;
}
