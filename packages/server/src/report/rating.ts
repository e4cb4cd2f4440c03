import { isSeverity } from '@bugheist/bug/severity';
import { findWeakness } from '@bugheist/bug/weakness';
import { ratingOf } from '../queue/read-rating.ts';
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
  const chosen = isSeverity(severity) ? severity : null;
  const given = ratingOf(cvss, chosen);
  if (!given.ok) errors.push({ path: 'cvss', message: given.message });
  // Picked from suggestions it reads "CWE-79 Cross-site scripting"; the number decides.
  const number = weakness.trim() === '' ? null : /^\s*(?:cwe[-\s]*)?(\d{1,5})\b/i.exec(weakness)?.[1];
  const found = number === null || number === undefined ? null : findWeakness(Number(number));
  if (weakness.trim() !== '' && found === null)
    errors.push({ path: 'weakness', message: reportWords.errors.weakness });
  return {
    rating: given.ok ? given.rating : null,
    weakness: found?.number ?? null,
    errors,
  };
}
