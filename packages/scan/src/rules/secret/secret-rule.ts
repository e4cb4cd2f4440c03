import type { SourceFile } from '../../engine/file.ts';
import type { RuleCard } from '../../engine/rule.ts';

/** A kind of secret: where to look (keywords), what it looks like, what else must hold. */
export interface SecretRule extends RuleCard {
  /** Lower-case ASCII; the pattern is only tried around these. Any case in the file matches. */
  readonly keywords: readonly string[];
  /** Global. The first group that matched is the secret, else the whole match is. Linear on any input. */
  readonly pattern: RegExp;
  /** Shannon entropy in bits a character that the secret must reach. */
  readonly minEntropy: number;
  /** Bytes after a keyword that the pattern may need to see. Default 400. */
  readonly reach?: number;
  /** Further proof: a checksum, a structure, what stands around it. */
  accept?(secret: string, match: RegExpExecArray, file: SourceFile): boolean;
  /** Anybody can make one without asking a server, and tests do: there it is for review. */
  readonly selfIssued?: true;
  /** What matches says that secrets are near, and is none itself: it may be shown, and is told by its place. */
  readonly isSign?: true;
  /** Only in files whose path matches. */
  readonly paths?: RegExp;
}
