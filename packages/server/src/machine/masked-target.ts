import { withoutAddresses } from './without-addresses.ts';

/**
 * Whom a decision is about, as far as it can be told without telling who: an address loses its end, a name all but its
 * first letter, a country or a network is nobody's address.
 */
export function maskedTarget({ scope, value }: { scope: string; value: string }): string {
  if (scope === 'ip' || scope === 'range') return maskedAddress(value);
  if (scope === 'country' || scope === 'as') return withoutAddresses(value);
  return `${value.slice(0, 1)}•••`;
}

/** `203.0.•.•`, `2001:db8:•`; whole for what is no address. */
export function maskedAddress(address: string): string {
  const [a, b, c] = address.split('.');
  if (c !== undefined) return `${a}.${b}.•.•`;
  const groups = address.split(':');
  return groups.length > 2 ? `${groups[0]}:${groups[1]}:•` : '•';
}
