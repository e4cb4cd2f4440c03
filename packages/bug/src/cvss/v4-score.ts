import type { CvssVector } from './metric.ts';
import { type EquivalenceClass, equivalenceClasses, severityOrder } from './v4-equivalence.ts';
import { macroScores } from './v4-macro-scores.ts';
import { type EffectiveValue, effectiveValues, macroVectorOf } from './v4-macro-vector.ts';
import { isDefined } from './weight.ts';

/** Which groups went into a score. Source: CVSS 4.0 §1.3. */
export type Nomenclature = 'CVSS-B' | 'CVSS-BT' | 'CVSS-BE' | 'CVSS-BTE';

export const nomenclatureOf = (vector: CvssVector): Nomenclature =>
  `CVSS-B${isDefined(vector, 'threat') ? 'T' : ''}${isDefined(vector, 'environmental') ? 'E' : ''}`;

/**
 * A vector scores less than its macro vector, which is the score of the worst vector in it: by the mean, over the
 * equivalence classes, of the share of the way to the next lower macro vector that it has gone.
 * Source: CVSS 4.0 §8.2.
 */
export function scoreV4(vector: CvssVector): number {
  const value = effectiveValues(vector);
  if (['VC', 'VI', 'VA', 'SC', 'SI', 'SA'].every((key) => value(key) === 'N')) return 0;
  const macroVector = macroVectorOf(vector);
  const top = macroScores.get(macroVector);
  if (top === undefined) throw invalid();
  const drops = equivalenceClasses.flatMap((equivalence) => {
    const next = nextLowerScore(macroVector, equivalence);
    return next === null ? [] : [(top - next) * shareGone(value, macroVector, equivalence)];
  });
  const drop = drops.reduce((sum, one) => sum + one, 0) / Math.max(drops.length, 1);
  return Math.round((top * unit - drop) / unit) / 10;
}

/**
 * A tenth of a point in parts so small that every share (of 1 to 10 steps) of every mean (of 1 to 5 classes) is a
 * whole number: the only division that rounds is the last one, and there a half is exactly a half.
 */
const unit = 840 * 60;

/** In tenths; the best of those reachable by one step down in one digit; null when the class is at its mildest. */
function nextLowerScore(macroVector: string, { digits }: EquivalenceClass): number | null {
  const scores = digits.flatMap((place) => {
    const lower = Number(macroVector[place]) + 1;
    return macroScores.get(`${macroVector.slice(0, place)}${lower}${macroVector.slice(place + 1)}`) ?? [];
  });
  return scores.length === 0 ? null : Math.max(...scores);
}

/** How far the vector is from the worst of its level, in units. */
function shareGone(value: EffectiveValue, macroVector: string, { digits, levels }: EquivalenceClass): number {
  const level = levels[digits.map((place) => macroVector[place]).join('')];
  const steps = level?.worst.map((worst) => stepsBelow(value, worst)).find((found) => found !== null);
  if (level === undefined || steps === undefined || steps === null) throw invalid();
  return (unit / level.depth) * steps;
}

/** How many steps milder than a worst vector, or null when it is worse in some metric. */
function stepsBelow(value: EffectiveValue, worst: string): number | null {
  const steps = worst.split('/').map((part) => {
    const [key = '', worstValue = ''] = part.split(':');
    const order = severityOrder[key] ?? '';
    return order.indexOf(value(key)) - order.indexOf(worstValue);
  });
  return steps.some((step) => step < 0) ? null : steps.reduce((sum, step) => sum + step, 0);
}

const invalid = (): TypeError =>
  new TypeError(
    'Expected a valid CVSS 4.0 vector, came one outside every macro vector. Make it with parseVector.',
  );
