import { groupsOf, isIPv4 } from '../logs/address.ts';

export type MmdbValue = string | number | boolean | { readonly [key: string]: MmdbValue };

/**
 * An MMDB file with these networks, for tests: an IPv6 tree of 28-bit records that holds IPv4 below `::/96`.
 * Source: MaxMind DB file format specification 2.0.
 */
export function mmdb(networks: Readonly<Record<string, MmdbValue>>, type = 'Test'): Buffer {
  const data: Buffer[] = [];
  let size = 0;
  const nodes: [Leaf, Leaf][] = [[null, null]];
  for (const [network, record] of Object.entries(networks)) {
    const bits = bitsOf(network);
    insert(nodes, bits, { offset: size });
    const encoded = encode(record);
    data.push(encoded);
    size += encoded.length;
  }
  const tree = Buffer.concat(nodes.map((node) => nodeBytes(node, nodes.length)));
  const metadata = encode({
    node_count: nodes.length,
    record_size: 28,
    ip_version: 6,
    database_type: type,
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1_760_000_000,
  });
  return Buffer.concat([tree, Buffer.alloc(16), ...data, marker, metadata]);
}

const marker = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1');

type Leaf = null | number | { readonly offset: number };

function bitsOf(network: string): number[] {
  const [address = '', length = ''] = network.split('/');
  const groups = isIPv4(address) ? [0, 0, 0, 0, 0, 0, ...groupsOf(address).slice(6)] : groupsOf(address);
  const bits = groups.flatMap((group) => Array.from({ length: 16 }, (_, at) => (group >> (15 - at)) & 1));
  return bits.slice(0, Number(length) + (isIPv4(address) ? 96 : 0));
}

function insert(nodes: [Leaf, Leaf][], bits: readonly number[], leaf: Leaf): void {
  let at = 0;
  bits.forEach((bit, index) => {
    const node = nodes[at] ?? [null, null];
    if (index === bits.length - 1) {
      node[bit] = leaf;
      return;
    }
    const next = node[bit];
    if (typeof next === 'number') at = next;
    else {
      nodes.push([null, null]);
      at = nodes.length - 1;
      node[bit] = at;
    }
  });
}

function nodeBytes([left, right]: [Leaf, Leaf], count: number): Buffer {
  const number = (leaf: Leaf) =>
    leaf === null ? count : typeof leaf === 'number' ? leaf : count + 16 + leaf.offset;
  const [low, high] = [number(left), number(right)];
  const middle = ((low >>> 24) << 4) | (high >>> 24);
  return Buffer.from([
    ...[(low >> 16) & 255, (low >> 8) & 255, low & 255, middle],
    ...[(high >> 16) & 255, (high >> 8) & 255, high & 255],
  ]);
}

/** Type in the upper three bits; maps 7, strings 2, doubles 3, 32-bit numbers 6, booleans 14 (extended). */
function encode(value: MmdbValue): Buffer {
  if (typeof value === 'boolean') return Buffer.from([Number(value), 14 - 7]);
  if (typeof value === 'string') {
    const bytes = Buffer.from(value, 'utf8');
    return Buffer.concat([control(2, bytes.length), bytes]);
  }
  if (typeof value === 'object') {
    const entries = Object.entries(value);
    return Buffer.concat([
      control(7, entries.length),
      ...entries.flatMap(([key, one]) => [encode(key), encode(one)]),
    ]);
  }
  const bytes = Buffer.alloc(Number.isInteger(value) ? 4 : 8);
  if (Number.isInteger(value)) bytes.writeUInt32BE(value);
  else bytes.writeDoubleBE(value);
  return Buffer.concat([control(Number.isInteger(value) ? 6 : 3, bytes.length), bytes]);
}

function control(type: number, length: number): Buffer {
  if (length > 28) return Buffer.from([(type << 5) | 29, length - 29]);
  return Buffer.from([(type << 5) | length]);
}
