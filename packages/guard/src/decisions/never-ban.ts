import { type AddressRanges, privateRanges } from '../logs/address-range.ts';

/** Addresses no decision may ever be about. */
export interface NeverBan {
  /** The operator's allow-list. */
  readonly allowed: AddressRanges;
  readonly trustedProxies: AddressRanges;
  /** Addresses from which somebody of ours is logged in now. */
  readonly present: ReadonlySet<string>;
  /** The allowed country or network an address is in, or null. */
  readonly allowedPlace: (address: string) => string | null;
  /** Private, loopback and carrier addresses may be decided about; for closed networks only. */
  readonly mayBanPrivate: boolean;
}

/** Why this address is spared, or null. `address` must be canonical. */
export function sparedBecause(address: string, rules: NeverBan): string | null {
  if (rules.allowed.has(address)) return 'it is on the allow-list';
  if (rules.trustedProxies.has(address))
    return 'it is a trusted proxy: its logs must name the client behind it';
  if (rules.present.has(address)) return 'somebody who administers this machine is logged in from there';
  if (!rules.mayBanPrivate && privateRanges.has(address)) return 'it is a private address';
  const place = rules.allowedPlace(address);
  return place === null ? null : `it is in ${place}, which is on the allow-list`;
}

/** The address this process was started from, through ssh or sudo. */
export function presentOperator(environment: Readonly<Record<string, string | undefined>>): string | null {
  const connection = environment['SSH_CONNECTION'] ?? environment['SSH_CLIENT'] ?? '';
  return connection.split(' ')[0] || null;
}
