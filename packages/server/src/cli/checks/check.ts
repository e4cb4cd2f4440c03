import type { Config } from '../../config.ts';
import type { Tx } from '../../db/transaction.ts';

export type Level = 'error' | 'warning';

/** What the checks look at. */
export interface Deployment {
  config: Config;
  /** Null when the database could not be opened; B001 says so. */
  tx: Tx | null;
  /** Why not, as a sentence. */
  databaseProblem: string | null;
  now: Date;
  userId: number | null;
}

export interface Finding {
  id: string;
  level: Level;
  /** What is weak. */
  what: string;
  /** What follows from it. */
  consequence: string;
  /** What to do. */
  remedy: string;
}

/** One numbered weakness a deployment can have. Numbers are never reused. */
export interface Check {
  id: string;
  level: Level;
  consequence: string;
  remedy: string;
  /** What is weak here, in one sentence, or null when all is well. */
  test: (deployment: Deployment) => Promise<string | null> | string | null;
}

/** Runs every check; a check that cannot run is an error of its own, never a pass. */
export async function runChecks(checks: readonly Check[], deployment: Deployment): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { id, level, consequence, remedy, test } of checks) {
    try {
      const what = await test(deployment);
      if (what !== null) findings.push({ id, level, what, consequence, remedy });
    } catch (error) {
      const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
      findings.push({
        id,
        level: 'error',
        what: `This check could not run: ${reason}`,
        consequence: 'Nobody knows whether the deployment has this weakness.',
        remedy: 'Mend what the message names and run the check again.',
      });
    }
  }
  return findings;
}
