import type { CvssVector } from './metric.ts';
import type { SubScores } from './sub-scores.ts';
import { isDefined, metricValue, roundHalfUp, weigher } from './weight.ts';

const impactWeights = { N: 0, L: 0.22, H: 0.56 };
const requirementWeights = { X: 1, L: 0.5, M: 1, H: 1.5 };

const weigh = weigher({
  AV: { N: 0.85, A: 0.62, L: 0.55, P: 0.2 },
  AC: { L: 0.77, H: 0.44 },
  UI: { N: 0.85, R: 0.62 },
  C: impactWeights,
  I: impactWeights,
  A: impactWeights,
  E: { X: 1, U: 0.91, P: 0.94, F: 0.97, H: 1 },
  RL: { X: 1, O: 0.95, T: 0.96, W: 0.97, U: 1 },
  RC: { X: 1, U: 0.92, R: 0.96, C: 1 },
  CR: requirementWeights,
  IR: requirementWeights,
  AR: requirementWeights,
});

const weighPrivileges = {
  U: weigher({ PR: { N: 0.85, L: 0.62, H: 0.27 } }),
  C: weigher({ PR: { N: 0.85, L: 0.68, H: 0.5 } }),
};

/** Source: CVSS 3.0 and 3.1 specifications, §7 (§8 in 3.0). They differ in rounding and in the modified impact. */
export function scoreV3(vector: CvssVector): SubScores {
  const asReported = (key: string): string => metricValue(vector, key);
  const impact = impactOf(lossOf(vector, asReported), scopeOf(asReported), oldCurve);
  const exploitability = exploitabilityOf(vector, asReported);
  const roundUp = vector.version === '3.1' ? roundUpInDecimal : roundUpInBinary;
  const inTime = (score: number) => roundUp(score * temporalWeight(vector));
  const base = roundUp(combine(impact, exploitability, scopeOf(asReported)));

  const here = (key: string): string => vector.metrics[`M${key}`] ?? asReported(key);
  const adjusted = impactOf(
    Math.min(
      lossOf(vector, here, (requirement) => weigh(vector, requirement)),
      0.915,
    ),
    scopeOf(here),
    vector.version === '3.1' ? newCurve : oldCurve,
  );
  const modified = roundUp(combine(adjusted, exploitabilityOf(vector, here), scopeOf(here)));
  const inEnvironment = isDefined(vector, 'environmental');
  return {
    base,
    temporal: isDefined(vector, 'temporal') ? inTime(base) : null,
    environmental: inEnvironment ? inTime(modified) : null,
    impact: roundHalfUp(Math.max(impact, 0)),
    exploitability: roundHalfUp(exploitability),
    adjustedImpact: inEnvironment ? roundHalfUp(Math.max(adjusted, 0)) : null,
  };
}

type Scope = 'U' | 'C';
type Requirement = 'CR' | 'IR' | 'AR';
/** Which value a metric has: the reported one, or the one in this environment. */
type ValueOf = (key: string) => string;
type Curve = (loss: number) => number;

const oldCurve: Curve = (loss) => 3.25 * (loss - 0.02) ** 15;
const newCurve: Curve = (loss) => 3.25 * (loss * 0.9731 - 0.02) ** 13;

const scopeOf = (value: ValueOf): Scope => (value('S') === 'C' ? 'C' : 'U');

const lossOf = (
  vector: CvssVector,
  value: ValueOf,
  weightOf: (requirement: Requirement) => number = () => 1,
): number =>
  1 -
  (1 - weigh(vector, 'C', value('C')) * weightOf('CR')) *
    (1 - weigh(vector, 'I', value('I')) * weightOf('IR')) *
    (1 - weigh(vector, 'A', value('A')) * weightOf('AR'));

/** Below zero for a changed scope that loses nothing. */
const impactOf = (loss: number, scope: Scope, curve: Curve): number =>
  scope === 'U' ? 6.42 * loss : 7.52 * (loss - 0.029) - curve(loss);

const exploitabilityOf = (vector: CvssVector, value: ValueOf): number =>
  8.22 *
  weigh(vector, 'AV', value('AV')) *
  weigh(vector, 'AC', value('AC')) *
  weighPrivileges[scopeOf(value)](vector, 'PR', value('PR')) *
  weigh(vector, 'UI', value('UI'));

function combine(impact: number, exploitability: number, scope: Scope): number {
  if (impact <= 0) return 0;
  const sum = impact + exploitability;
  return Math.min(scope === 'U' ? sum : 1.08 * sum, 10);
}

const temporalWeight = (vector: CvssVector): number =>
  weigh(vector, 'E') * weigh(vector, 'RL') * weigh(vector, 'RC');

/**
 * The smallest number with one decimal that is not below the score. 3.0 leaves the arithmetic open and the field
 * settled on plain binary: 5.0 × 0.92 is 4.6000000000000005 there and becomes 4.7.
 */
const roundUpInBinary = (score: number): number => Math.ceil(score * 10) / 10;

/** The same, looking at five decimals only, which repairs that. Source: CVSS 3.1 appendix A. */
const roundUpInDecimal = (score: number): number => Math.ceil(Math.round(score * 100_000) / 10_000) / 10;
