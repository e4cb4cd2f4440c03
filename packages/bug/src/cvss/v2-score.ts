import type { CvssVector } from './metric.ts';
import type { SubScores } from './sub-scores.ts';
import { isDefined, roundHalfUp, weigher } from './weight.ts';

const impactWeights = { N: 0, P: 0.275, C: 0.66 };
const requirementWeights = { ND: 1, L: 0.5, M: 1, H: 1.51 };

const weigh = weigher({
  AV: { L: 0.395, A: 0.646, N: 1 },
  AC: { H: 0.35, M: 0.61, L: 0.71 },
  Au: { M: 0.45, S: 0.56, N: 0.704 },
  C: impactWeights,
  I: impactWeights,
  A: impactWeights,
  E: { ND: 1, U: 0.85, POC: 0.9, F: 0.95, H: 1 },
  RL: { ND: 1, OF: 0.87, TF: 0.9, W: 0.95, U: 1 },
  RC: { ND: 1, UC: 0.9, UR: 0.95, C: 1 },
  CDP: { ND: 0, N: 0, L: 0.1, LM: 0.3, MH: 0.4, H: 0.5 },
  TD: { ND: 1, N: 0, L: 0.25, M: 0.75, H: 1 },
  CR: requirementWeights,
  IR: requirementWeights,
  AR: requirementWeights,
});

/** Source: CVSS 2.0 complete guide, §3.2. */
export function scoreV2(vector: CvssVector): SubScores {
  const impact = impactOf(vector, () => 1);
  const exactExploitability = 20 * weigh(vector, 'AV') * weigh(vector, 'AC') * weigh(vector, 'Au');
  const exploitability = roundHalfUp(exactExploitability);
  const base = roundHalfUp(combine(impact, exactExploitability));
  // The guide's equations do not say where an environmental score is rounded on its way, and its example worked by
  // hand rounds every step. The published validation vectors round the exploitability alone; so do we.
  const adjusted = Math.min(
    10,
    impactOf(vector, (requirement) => weigh(vector, requirement)),
  );
  const environmental = inPlace(vector, inTime(vector, combine(adjusted, exploitability)));
  const inEnvironment = isDefined(vector, 'environmental');
  return {
    base,
    temporal: isDefined(vector, 'temporal') ? roundHalfUp(inTime(vector, base)) : null,
    // A small impact that matters little here falls below zero, where the guide has no score.
    environmental: inEnvironment ? Math.max(0, roundHalfUp(environmental)) : null,
    impact: roundHalfUp(impact),
    exploitability,
    adjustedImpact: inEnvironment ? roundHalfUp(adjusted) : null,
  };
}

type Requirement = 'CR' | 'IR' | 'AR';

const impactOf = (vector: CvssVector, weightOf: (requirement: Requirement) => number): number =>
  10.41 *
  (1 -
    (1 - weigh(vector, 'C') * weightOf('CR')) *
      (1 - weigh(vector, 'I') * weightOf('IR')) *
      (1 - weigh(vector, 'A') * weightOf('AR')));

const combine = (impact: number, exploitability: number): number =>
  impact === 0 ? 0 : (0.6 * impact + 0.4 * exploitability - 1.5) * 1.176;

const inTime = (vector: CvssVector, score: number): number =>
  score * weigh(vector, 'E') * weigh(vector, 'RL') * weigh(vector, 'RC');

const inPlace = (vector: CvssVector, score: number): number =>
  (score + (10 - score) * weigh(vector, 'CDP')) * weigh(vector, 'TD');
