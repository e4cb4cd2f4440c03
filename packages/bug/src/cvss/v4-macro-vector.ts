import type { CvssVector } from './metric.ts';

/** A metric's value as it counts: modified here, else as reported, else the worst case. */
export type EffectiveValue = (key: string) => string;

/** Where nothing is said, 4.0 assumes the worst. Source: CVSS 4.0 §3.1, §4.1. */
const worstCase: Readonly<Record<string, string>> = { E: 'A', CR: 'H', IR: 'H', AR: 'H' };

export const effectiveValues =
  ({ metrics }: CvssVector): EffectiveValue =>
  (key) =>
    metrics[`M${key}`] ?? metrics[key] ?? worstCase[key] ?? 'X';

/** The digits of the six equivalence classes, 0 being the worst. Source: CVSS 4.0 §8.2, tables 24–29. */
export function macroVectorOf(vector: CvssVector): string {
  const value = effectiveValues(vector);
  return [
    exploitability(value),
    complexity(value),
    vulnerableSystem(value),
    subsequentSystem(value),
    exploitation(value),
    requirements(value),
  ].join('');
}

function exploitability(value: EffectiveValue): number {
  const open = [value('AV'), value('PR'), value('UI')].filter((one) => one === 'N').length;
  if (open === 3) return 0;
  return open > 0 && value('AV') !== 'P' ? 1 : 2;
}

const complexity = (value: EffectiveValue): number => (value('AC') === 'L' && value('AT') === 'N' ? 0 : 1);

function vulnerableSystem(value: EffectiveValue): number {
  if (value('VC') === 'H' && value('VI') === 'H') return 0;
  return anyHigh(value, ['VC', 'VI', 'VA']) ? 1 : 2;
}

function subsequentSystem(value: EffectiveValue): number {
  if (value('SI') === 'S' || value('SA') === 'S') return 0;
  return anyHigh(value, ['SC', 'SI', 'SA']) ? 1 : 2;
}

const exploitation = (value: EffectiveValue): number => ['A', 'P', 'U'].indexOf(value('E'));

const requirements = (value: EffectiveValue): number =>
  ['C', 'I', 'A'].some((one) => value(`${one}R`) === 'H' && value(`V${one}`) === 'H') ? 0 : 1;

const anyHigh = (value: EffectiveValue, keys: readonly string[]): boolean =>
  keys.some((key) => value(key) === 'H');
