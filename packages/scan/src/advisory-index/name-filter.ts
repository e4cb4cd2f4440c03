/**
 * A Bloom filter over package names: most packages have no advisory, and these are told without reading a block.
 * With 12 bits a name and 8 probes it errs on one name in three hundred, always to the safe side.
 */
export const bitsPerName = 12;
const probes = 8;

export function makeFilter(names: readonly string[]): Buffer {
  const bits = Buffer.alloc(Math.max(8, Math.ceil((names.length * bitsPerName) / 8)));
  for (const name of names)
    for (const bit of bitsOf(name, bits.length * 8))
      bits.writeUInt8((bits[bit >> 3] ?? 0) | (1 << (bit & 7)), bit >> 3);
  return bits;
}

/** False: certainly none of the names. */
export function mayHold(filter: Buffer, name: string): boolean {
  for (const bit of bitsOf(name, filter.length * 8))
    if (((filter[bit >> 3] ?? 0) & (1 << (bit & 7))) === 0) return false;
  return true;
}

/** Two hashes give all probes. Source: Kirsch and Mitzenmacher, Less Hashing, Same Performance. */
function bitsOf(name: string, size: number): number[] {
  const bytes = Buffer.from(name);
  const first = fnv(bytes, 0x811c9dc5);
  const second = fnv(bytes, 0x01000193) | 1;
  return Array.from({ length: probes }, (_, i) => ((first + Math.imul(i, second)) >>> 0) % size);
}

function fnv(bytes: Buffer, seed: number): number {
  let hash = seed;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
