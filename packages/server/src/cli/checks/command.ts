import { z } from 'zod';
import { verifyAudit } from '../../audit/verify.ts';
import type { Config } from '../../config.ts';
import type { ControlCommand } from '../../db/control.ts';
import type { Database } from '../../db/database.ts';
import type { Tx } from '../../db/transaction.ts';
import { type Deployment, runChecks } from './check.ts';
import { checks } from './every-check.ts';

export const checkCommandName = 'check';
export const auditCommandName = 'check-audit';

export const findingsAnswer = z.array(
  z.object({
    id: z.string(),
    level: z.enum(['error', 'warning']),
    what: z.string(),
    consequence: z.string(),
    remedy: z.string(),
  }),
);

export const verdictAnswer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), sealed: z.number(), unsealed: z.number(), head: z.string() }),
  z.object({ ok: z.literal(false), position: z.number(), reason: z.string() }),
]);

export const deploymentOf = (config: Config, tx: Tx | null, problem: string | null): Deployment => ({
  config,
  tx,
  databaseProblem: problem,
  now: new Date(),
  userId: process.getuid?.() ?? null,
});

/** What a running server answers to `bugheist check`, with its own configuration. */
export const checkCommands = (config: Config, database: Database): Record<string, ControlCommand> => ({
  [checkCommandName]: {
    input: z.object({}),
    run: () => runChecks(checks, deploymentOf(config, database.query, null)),
  },
  [auditCommandName]: { input: z.object({}), run: () => verifyAudit(database.query) },
});
