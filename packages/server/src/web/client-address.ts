import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** Proxies whose X-Forwarded-* headers are believed. Built once from addresses and CIDR ranges. */
export class TrustedProxies {
  readonly #list = new BlockList();

  /** Throws a RangeError naming the entry that is neither an address nor a CIDR range. */
  constructor(entries: readonly string[]) {
    for (const entry of entries) this.#add(entry.trim());
  }

  has(address: string): boolean {
    const plain = plainAddress(address);
    const family = isIP(plain);
    return family !== 0 && this.#list.check(plain, family === 6 ? 'ipv6' : 'ipv4');
  }

  #add(entry: string): void {
    const [address = '', prefix] = entry.split('/');
    const family = isIP(address);
    const bits = prefix === undefined ? null : Number(prefix);
    const most = family === 6 ? 128 : 32;
    if (family === 0 || (bits !== null && !(Number.isInteger(bits) && bits >= 0 && bits <= most)))
      throw new RangeError(`Expected an address or a range like 10.0.0.0/8, got "${entry}".`);
    const type = family === 6 ? 'ipv6' : 'ipv4';
    if (bits === null) this.#list.addAddress(address, type);
    else this.#list.addSubnet(address, bits, type);
  }
}

/**
 * The right-most hop that is not one of our proxies: everything left of it could have been written by the client.
 * `peer` is the socket's address.
 */
export function clientAddress(
  peer: string,
  forwardedFor: string | undefined,
  proxies: TrustedProxies,
): string {
  let client = plainAddress(peer);
  if (!proxies.has(client) || forwardedFor === undefined) return client;
  for (const hop of forwardedFor.split(',').reverse()) {
    const address = plainAddress(hop.trim());
    if (isIP(address) === 0) return client;
    client = address;
    if (!proxies.has(client)) return client;
  }
  return client;
}

/** The client's address behind the proxies, of a request as it comes off the wire. */
export function addressOf({ socket, headers }: IncomingMessage, proxies: TrustedProxies): string {
  const forwarded = headers['x-forwarded-for'];
  const hops = Array.isArray(forwarded) ? forwarded.join(', ') : forwarded;
  return clientAddress(socket.remoteAddress ?? '', hops, proxies);
}

/** The key an address is counted under: an IPv6 customer holds a whole /64, so its addresses count as one. */
export function rateKey(address: string): string {
  const plain = plainAddress(address);
  if (isIP(plain) !== 6) return plain;
  return `${expand(plain).slice(0, 4).join(':')}::/64`;
}

function plainAddress(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  return address
    .replace(/^\[(.*)\](?::\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
    .replace(/%.*$/, '');
}

function expand(address: string): string[] {
  const [head = '', tail] = address.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  return [...left, ...gap, ...right].map((group) => (Number.parseInt(group, 16) || 0).toString(16));
}
