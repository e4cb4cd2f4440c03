import { z } from 'zod';
import { measures, scopes } from './decision.ts';
import type { DecisionRow } from './store/decisions.ts';

/** A decision as guards read it. Times are milliseconds since 1970. */
export const sharedDecisionSchema = z.object({
  id: z.string(),
  scope: z.enum(scopes),
  value: z.string(),
  host: z.string(),
  measure: z.enum(measures),
  scenario: z.string(),
  reason: z.string(),
  from: z.number(),
  until: z.number(),
  /** Name of the guard that decided, or of the server. */
  by: z.string(),
  shadow: z.boolean(),
  held: z.boolean(),
  strike: z.number(),
  confirmedBy: z.string().nullable(),
  ended: z.object({ at: z.number(), by: z.string(), why: z.string() }).nullable(),
});
type SharedDecision = z.output<typeof sharedDecisionSchema>;

export const sharedDecision = (row: DecisionRow): SharedDecision => ({
  id: row.id,
  scope: scopes.find((scope) => scope === row.scope) ?? 'ip',
  value: row.value,
  host: row.host,
  measure: measures.find((measure) => measure === row.measure) ?? 'ban',
  scenario: row.scenario,
  reason: row.reason,
  from: row.startsAt.getTime(),
  until: row.endsAt.getTime(),
  by: row.guardName ?? 'server',
  shadow: row.shadow,
  held: row.held,
  strike: row.strike,
  confirmedBy: row.confirmedBy,
  ended:
    row.endedAt === null
      ? null
      : { at: row.endedAt.getTime(), by: row.endedBy ?? '', why: row.endedWhy ?? '' },
});
