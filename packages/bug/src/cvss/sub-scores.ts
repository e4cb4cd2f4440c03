/** The numbers of a 2.0 or 3.x vector, each 0.0 to 10.0 with one decimal; null where its group is not defined. */
export interface SubScores {
  base: number;
  temporal: number | null;
  environmental: number | null;
  impact: number;
  exploitability: number;
  /** The impact weighed by this environment (2.0: adjusted, 3.x: modified). */
  adjustedImpact: number | null;
}
