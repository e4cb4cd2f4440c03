import { parseVector } from '@bugheist/bug/cvss/parse';
import { scoreVector } from '@bugheist/bug/cvss/score';
import { isSeverity } from '@bugheist/bug/severity';
import { findWeakness } from '@bugheist/bug/weakness';
import type { Rating } from '../queue/sighting.ts';
import type { FieldError } from '../refusal.ts';
import { reportWords } from '../words/report.ts';
import type { ReportContent } from './content.ts';

export interface Assessment {
  rating: Rating | null;
  /** CWE number. */
  weakness: number | null;
  errors: readonly FieldError[];
}

/** How bad the reporter thinks it is, and what sort of mistake: a vector counts before a chosen severity. */
export function assessmentOf({ cvss, severity, weakness }: ReportContent): Assessment {
  const errors: FieldError[] = [];
  const vector = cvss.trim() === '' ? null : parseVector(cvss.trim());
  if (vector?.ok === false) errors.push({ path: 'cvss', message: vector.message });
  // Picked from suggestions it reads "CWE-79 Cross-site scripting"; the number decides.
  const number = weakness.trim() === '' ? null : /^\s*(?:cwe[-\s]*)?(\d{1,5})\b/i.exec(weakness)?.[1];
  const found = number === null || number === undefined ? null : findWeakness(Number(number));
  if (weakness.trim() !== '' && found === null)
    errors.push({ path: 'weakness', message: reportWords.errors.weakness });
  return {
    rating: ratingOf(vector?.ok ? vector : null, cvss.trim(), severity),
    weakness: found?.number ?? null,
    errors,
  };
}

function ratingOf(
  parsed: Extract<ReturnType<typeof parseVector>, { ok: true }> | null,
  vector: string,
  severity: string,
): Rating | null {
  if (parsed) {
    const score = scoreVector(parsed.vector);
    return { severity: score.severity, cvssVector: vector, cvssScore: score.overall };
  }
  return isSeverity(severity) ? { severity, cvssVector: null, cvssScore: null } : null;
}
