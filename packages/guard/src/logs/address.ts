import { isIPv6 } from 'node:net';

/**
 * Canonical text of an IP address, or null when `text` is none. IPv6 is lower case, shortest form, without zone;
 * an IPv4-mapped address becomes the IPv4 it carries, so that one client never has two names.
 */
export function parseAddress(text: string): string | null {
  if (isIPv4(text)) return text;
  if (text.length < 2 || text.length > 60 || !text.includes(':')) return null;
  const zone = text.indexOf('%');
  const bare = zone < 0 ? text : text.slice(0, zone);
  return isIPv6(bare) ? canonicalIPv6(bare) : null;
}

/** Dotted quad, no leading zeros: `010.0.0.1` is read as octal by some and decimal by others. */
export function isIPv4(text: string): boolean {
  const length = text.length;
  if (length < 7 || length > 15) return false;
  let octet = -1;
  let dots = 0;
  let digits = 0;
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code === 46) {
      if (octet < 0) return false;
      dots++;
      octet = -1;
      digits = 0;
      continue;
    }
    if (code < 48 || code > 57) return false;
    if (digits > 0 && octet === 0) return false;
    octet = Math.max(octet, 0) * 10 + (code - 48);
    digits++;
    if (octet > 255) return false;
  }
  return dots === 3 && octet >= 0;
}

/** Address without port or brackets: `1.2.3.4:80`, `[::1]:80`, `"[::1]"`; null when it holds no address. */
export function parseHostPort(text: string): string | null {
  const bare = text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
  if (bare.startsWith('[')) return parseAddress(bare.slice(1, Math.max(1, bare.indexOf(']'))));
  const colon = bare.indexOf(':');
  if (colon > 0 && bare.indexOf(':', colon + 1) < 0) return parseAddress(bare.slice(0, colon));
  return parseAddress(bare);
}

/** The eight 16-bit groups of an address; an IPv4 address is put in `::ffff:0:0/96`. `text` must be canonical. */
export function groupsOf(text: string): number[] {
  if (!text.includes(':')) {
    const [a = 0, b = 0, c = 0, d = 0] = text.split('.').map(Number);
    return [0, 0, 0, 0, 0, 0xffff, a * 256 + b, c * 256 + d];
  }
  const gap = text.indexOf('::');
  const head = groupsIn(gap < 0 ? text : text.slice(0, gap));
  const tail = gap < 0 ? [] : groupsIn(text.slice(gap + 2));
  return [...head, ...new Array<number>(Math.max(0, 8 - head.length - tail.length)).fill(0), ...tail];
}

/** One name per household: the address itself for IPv4, its /64 for IPv6. */
export function sourceKey(address: string): string {
  if (address === lastAddress) return lastKey;
  lastAddress = address;
  lastKey = address.includes(':') ? prefixKey(address) : address;
  return lastKey;
}

let lastAddress = '';
let lastKey = '';

function prefixKey(address: string): string {
  const [a = 0, b = 0, c = 0, d = 0] = groupsOf(address);
  return `${formatIPv6([a, b, c, d, 0, 0, 0, 0])}/64`;
}

function groupsIn(text: string): number[] {
  if (text === '') return [];
  return text.split(':').flatMap((group) => {
    if (!group.includes('.')) return [Number.parseInt(group, 16)];
    const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
    return [a * 256 + b, c * 256 + d];
  });
}

function canonicalIPv6(text: string): string {
  const groups = groupsOf(text);
  const mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  const [, , , , , , high = 0, low = 0] = groups;
  if (mapped) return `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
  return formatIPv6(groups);
}

/** Source: RFC 5952 §4. */
function formatIPv6(groups: readonly number[]): string {
  let best = { start: -1, length: 1 };
  for (let start = 0; start < 8; start++) {
    let length = 0;
    while (start + length < 8 && groups[start + length] === 0) length++;
    if (length > best.length) best = { start, length };
  }
  const text = (part: readonly number[]) => part.map((group) => group.toString(16)).join(':');
  if (best.start < 0) return text(groups);
  return `${text(groups.slice(0, best.start))}::${text(groups.slice(best.start + best.length))}`;
}
