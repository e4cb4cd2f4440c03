import { groupsOf, parseAddress } from './address.ts';

export interface AddressRange {
  readonly text: string;
  /** Masked network, as a 128-bit number; IPv4 stands in `::ffff:0:0/96`. */
  readonly network: bigint;
  /** Prefix length counted in the 128-bit form. */
  readonly prefix: number;
}

/** `10.0.0.0/8`, `2001:db8::/32` or a single address; null when it is neither. Host bits are masked off. */
export function parseRange(text: string): AddressRange | null {
  const slash = text.indexOf('/');
  const address = parseAddress(slash < 0 ? text : text.slice(0, slash));
  if (address === null) return null;
  const widest = address.includes(':') ? 128 : 32;
  const given = slash < 0 ? widest : wholeNumber(text.slice(slash + 1));
  if (given === null || given > widest) return null;
  const prefix = given + 128 - widest;
  const network = mask(toNumber(address), prefix);
  return { text, network, prefix };
}

/** A set of ranges that answers "is this address inside?" in one look-up per distinct prefix length. */
export class AddressRanges {
  readonly #byPrefix = new Map<number, Set<bigint>>();
  readonly #answers = new Map<string, boolean>();

  constructor(ranges: Iterable<AddressRange> = []) {
    for (const range of ranges) this.add(range);
  }

  add(range: AddressRange): void {
    const known = this.#byPrefix.get(range.prefix) ?? new Set<bigint>();
    this.#byPrefix.set(range.prefix, known.add(range.network));
    this.#answers.clear();
  }

  get size(): number {
    return [...this.#byPrefix.values()].reduce((sum, set) => sum + set.size, 0);
  }

  /** `address` must be canonical. */
  has(address: string): boolean {
    if (this.#byPrefix.size === 0) return false;
    const known = this.#answers.get(address);
    if (known !== undefined) return known;
    const answer = this.#search(address);
    if (this.#answers.size >= 4096) this.#answers.clear();
    this.#answers.set(address, answer);
    return answer;
  }

  /** Whether any address is both in `range` and in one of these. */
  overlaps(range: AddressRange): boolean {
    for (const [prefix, networks] of this.#byPrefix) {
      if (prefix <= range.prefix && networks.has(mask(range.network, prefix))) return true;
      if (prefix > range.prefix)
        for (const network of networks) if (mask(network, range.prefix) === range.network) return true;
    }
    return false;
  }

  #search(address: string): boolean {
    const number = toNumber(address);
    for (const [prefix, networks] of this.#byPrefix) if (networks.has(mask(number, prefix))) return true;
    return false;
  }
}

/**
 * Addresses that belong to no single outsider: loopback, private, link-local, carrier NAT, documentation,
 * multicast, unspecified. Source: IANA special-purpose registries (RFC 6890), RFC 6598, RFC 4193.
 */
export const privateRanges = new AddressRanges(
  [
    '0.0.0.0/8',
    '10.0.0.0/8',
    '100.64.0.0/10',
    '127.0.0.0/8',
    '169.254.0.0/16',
    '172.16.0.0/12',
    '192.0.0.0/24',
    '192.168.0.0/16',
    '198.18.0.0/15',
    '224.0.0.0/3',
    '::/128',
    '::1/128',
    'fc00::/7',
    'fe80::/10',
    'ff00::/8',
  ].flatMap((text) => parseRange(text) ?? []),
);

function toNumber(address: string): bigint {
  return groupsOf(address).reduce((sum, group) => (sum << 16n) | BigInt(group), 0n);
}

function mask(number: bigint, prefix: number): bigint {
  const drop = BigInt(128 - prefix);
  return (number >> drop) << drop;
}

function wholeNumber(text: string): number | null {
  return /^\d{1,3}$/.test(text) ? Number(text) : null;
}
