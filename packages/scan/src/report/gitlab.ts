import { createHash } from 'node:crypto';
import type { Severity } from '@bugheist/bug/severity';
import type { Hit } from '../engine/hit.ts';
import type { ScanResult } from '../engine/result.ts';

/** GitLab's Code Quality report, which every tier shows in merge requests. Source: GitLab docs, Code Quality report format. */
export function gitlabReport({ hits }: ScanResult): string {
  const seen = new Map<string, number>();
  return `${JSON.stringify(
    hits.map((hit) => ({
      description: `${hit.message} ${hit.fix}`,
      check_name: hit.ruleId,
      fingerprint: uniqueFingerprint(hit, seen),
      severity: levels[hit.confidence === 'review' ? 'low' : hit.severity],
      location: { path: hit.path, lines: { begin: hit.startLine, end: hit.endLine } },
    })),
    null,
    1,
  )}\n`;
}

const levels: Record<Severity, string> = {
  critical: 'blocker',
  high: 'critical',
  medium: 'major',
  low: 'minor',
  none: 'info',
};

/** GitLab drops all but one hit of a fingerprint, so equal hits in one file are numbered. */
function uniqueFingerprint(hit: Hit, seen: Map<string, number>): string {
  const print = [
    hit.ruleId,
    hit.path,
    ...hit.fingerprints.filter(({ scheme }) => scheme !== 'place').map(({ value }) => value),
  ].join('\0');
  const count = seen.get(print) ?? 0;
  seen.set(print, count + 1);
  return createHash('sha256').update(`${print}\0${count}`).digest('hex');
}
