import type { Ecosystem } from '../lockfile/lock.ts';

/**
 * The file, in order: magic; length of the header (4 bytes, big endian); header (JSON); signature (64 bytes, Ed25519,
 * over all before it); name filter; blocks. Blocks are lines sorted by key, compressed one by one, and the header holds
 * each one's first key, place and SHA-256: a look-up reads and checks the few it needs, and the signature covers all.
 */
export const magic = Buffer.from('BHADVIX1');
export const signatureBytes = 64;
/** Before compression. Smaller blocks compress worse, larger ones take longer to read. */
export const blockBytes = 48 * 1024;
export const maxHeaderBytes = 8 * 1024 * 1024;

export interface Header {
  /** ISO 8601. */
  readonly built: string;
  /** Raw Ed25519 public key, base64. */
  readonly key: string;
  readonly sources: readonly IndexSource[];
  readonly ecosystems: Partial<Readonly<Record<Ecosystem, EcosystemCount>>>;
  readonly filter: Piece;
  readonly blocks: readonly Block[];
}

/** A database that advisories were taken from, and its licence: both ask to be named. */
export interface IndexSource {
  readonly name: string;
  readonly licence: string;
  readonly advisories: number;
}

export interface EcosystemCount {
  readonly packages: number;
  readonly advisories: number;
  readonly malicious: number;
  /** The newest change among its advisories: how old the data is, whenever the index was built. */
  readonly newest: string;
}

/** Offsets count from the end of the signature. */
export interface Piece {
  readonly offset: number;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

export interface Block extends Piece {
  readonly first: string;
  /** Bytes when unpacked. */
  readonly plain: number;
}
