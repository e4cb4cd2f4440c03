import { parseVector } from '@bugheist/bug/cvss/parse';
import { scoreVector } from '@bugheist/bug/cvss/score';
import type { Severity } from '@bugheist/bug/severity';
import { Refusal } from '../refusal.ts';
import type { Rating } from './sighting.ts';

/** A rating as given: the vector decides where there is one. Throws `invalid` at that field for one that is none. */
export function readRating(vector: string, severity: Severity | null, field: string): Rating | null {
  if (vector === '') return severity && { severity, cvssVector: null, cvssScore: null };
  const parsed = parseVector(vector);
  if (!parsed.ok)
    throw new Refusal('invalid', parsed.message, { fields: [{ path: field, message: parsed.message }] });
  const score = scoreVector(parsed.vector);
  return { severity: score.severity, cvssVector: vector, cvssScore: score.overall };
}
