/** Qualitative severity. Source: CVSS 3.1 §5 and CVSS 4.0 §6, the same five bands. */
export const severities = ['none', 'low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof severities)[number];

export const isSeverity = (value: string): value is Severity =>
  (severities as readonly string[]).includes(value);

/** 0 (none) to 4 (critical): the order to sort by. */
export const severityRank = (severity: Severity): number => severities.indexOf(severity);

/**
 * The band of a score between 0.0 and 10.0. CVSS 2.0 has no bands of its own (its scores are banded the same way,
 * as NVD does for v3, so that a queue can be sorted across versions).
 */
export function severityOfScore(score: number): Severity {
  if (score === 0) return 'none';
  if (score < 4) return 'low';
  if (score < 7) return 'medium';
  return score < 9 ? 'high' : 'critical';
}
