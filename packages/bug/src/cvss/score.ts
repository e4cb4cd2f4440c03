import { type Severity, severityOfScore } from '../severity.ts';
import type { CvssVector } from './metric.ts';
import type { SubScores } from './sub-scores.ts';
import { scoreV2 } from './v2-score.ts';
import { scoreV3 } from './v3-score.ts';
import { macroVectorOf } from './v4-macro-vector.ts';
import { type Nomenclature, nomenclatureOf, scoreV4 } from './v4-score.ts';

/** 2.0 and 3.x score in steps; 4.0 has one score, and a name for what went into it. */
export type CvssScore = SteppedScore | MacroScore;

export interface SteppedScore extends SubScores {
  version: '2.0' | '3.0' | '3.1';
  /** The environmental score where defined, else the temporal, else the base score. */
  overall: number;
  severity: Severity;
}

export interface MacroScore {
  version: '4.0';
  overall: number;
  severity: Severity;
  /** Six digits, one for each equivalence class: 0 is the worst. */
  macroVector: string;
  nomenclature: Nomenclature;
}

/** Scores are 0.0 to 10.0 with one decimal. Throws on a vector that `parseVector` did not make. */
export function scoreVector(vector: CvssVector): CvssScore {
  const { version } = vector;
  if (version === '4.0') {
    const overall = scoreV4(vector);
    return {
      version,
      overall,
      severity: severityOfScore(overall),
      macroVector: macroVectorOf(vector),
      nomenclature: nomenclatureOf(vector),
    };
  }
  const scores = version === '2.0' ? scoreV2(vector) : scoreV3(vector);
  const overall = scores.environmental ?? scores.temporal ?? scores.base;
  return { version, overall, severity: severityOfScore(overall), ...scores };
}
