import { formatVector } from '@bugheist/bug/cvss/format';
import { parseVector } from '@bugheist/bug/cvss/parse';
import { scoreVector } from '@bugheist/bug/cvss/score';
import type { Severity } from '@bugheist/bug/severity';
import { Refusal } from '../refusal.ts';
import type { Rating } from './sighting.ts';

/** As `ratingOf`. Throws `invalid` at that field for a vector that is none. */
export function readRating(vector: string, severity: Severity | null, field: string): Rating | null {
  const given = ratingOf(vector, severity);
  if (!given.ok)
    throw new Refusal('invalid', given.message, { fields: [{ path: field, message: given.message }] });
  return given.rating;
}

/** A rating as given: the vector decides where there is one, and is kept as its standard writes it. */
export function ratingOf(
  vector: string,
  severity: Severity | null,
): { ok: true; rating: Rating | null } | { ok: false; message: string } {
  const text = vector.trim();
  if (text === '') return { ok: true, rating: severity && { severity, cvssVector: null, cvssScore: null } };
  const parsed = parseVector(text);
  if (!parsed.ok) return { ok: false, message: parsed.message };
  const score = scoreVector(parsed.vector);
  const rating = {
    severity: score.severity,
    cvssVector: formatVector(parsed.vector),
    cvssScore: score.overall,
  };
  return { ok: true, rating };
}
