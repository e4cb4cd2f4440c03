import type { RuleCard } from '../../engine/rule.ts';

/** A kind of secret: where to look (keywords), what it looks like, what else must hold. */
export interface SecretRule extends RuleCard {
  /** Lower-case ASCII; the pattern is only tried around these. Any case in the file matches. */
  readonly keywords: readonly string[];
  /** Global. Group 1 is the secret when there is one, else the whole match is. No nested quantifiers. */
  readonly pattern: RegExp;
  /** Shannon entropy in bits a character that the secret must reach. */
  readonly minEntropy?: number;
  /** Further proof: a checksum, a structure. */
  accept?(secret: string, path: string): boolean;
  /** Only in files whose path matches. */
  readonly paths?: RegExp;
}
