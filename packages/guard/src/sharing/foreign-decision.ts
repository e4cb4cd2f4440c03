import type { Decision } from '../decisions/decision.ts';
import { type NeverBan, sparedBecause } from '../decisions/never-ban.ts';
import { parseAddress } from '../logs/address.ts';
import { AddressRanges, parseRange, privateRanges } from '../logs/address-range.ts';

/**
 * Why a decision somebody else took is not enforced here, or null: our own allow-list, proxies and private addresses
 * come first, also where a range would only touch them.
 */
export function sharedSparedBecause(
  { scope, value }: Pick<Decision, 'scope' | 'value'>,
  never: NeverBan,
): string | null {
  if (scope === 'ip') {
    const address = parseAddress(value);
    return address === null ? 'its value is no address' : sparedBecause(address, never);
  }
  if (scope !== 'range') return null;
  const range = parseRange(value);
  if (range === null) return 'its value is no range';
  const touches = (ranges: AddressRanges) => ranges.overlaps(range);
  if (touches(never.allowed)) return 'it touches the allow-list';
  if (touches(never.trustedProxies)) return 'it touches a trusted proxy';
  if (!never.mayBanPrivate && touches(privateRanges)) return 'it touches private addresses';
  const present = new AddressRanges([...never.present].flatMap((address) => parseRange(address) ?? []));
  return touches(present) ? 'somebody who administers this machine is logged in from there' : null;
}
