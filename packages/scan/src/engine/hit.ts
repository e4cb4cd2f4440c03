import type { Fingerprint } from '@bugheist/bug/fingerprint';
import type { Kind } from '@bugheist/bug/kind';
import type { Severity } from '@bugheist/bug/severity';
import type { Confidence } from './rule.ts';

/** One step of a data flow, source first, sink last. Lines and columns count from 1. */
export interface FlowStep {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** One rule at one place in one scan: what the JSON report, the upload and the queue carry. */
export interface Hit {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly weakness: readonly string[];
  readonly kind: Kind;
  readonly path: string;
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  /** Exclusive, as in SARIF. */
  readonly endColumn: number;
  readonly message: string;
  readonly fix: string;
  /** What it is recognised by in the next scan. Only one scheme and version are comparable. */
  readonly fingerprints: readonly Fingerprint[];
  /** The source line, or what may be shown of it. Never a whole secret. */
  readonly evidence: string;
  readonly flow?: readonly FlowStep[];
  /** Of secrets, when the history was searched. */
  readonly history?: SeenInHistory;
}

/** The first and the last commit that added a secret. */
export interface SeenInHistory {
  readonly firstCommit: string;
  readonly firstDate: string;
  readonly lastCommit: string;
  readonly lastDate: string;
  /** Does the scanned tree still hold it? */
  readonly inTree: boolean;
}
