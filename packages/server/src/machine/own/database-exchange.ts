import type { Exchange, SharedDecision } from '@bugheist/guard/sharing/exchange';
import type { Tx } from '../../db/transaction.ts';
import { decisionSchema, endingSchema } from '../decision.ts';
import { decisionChanges, pushDecisions } from '../exchange-decisions.ts';
import { heartbeatSchema, takeHeartbeat } from '../heartbeat.ts';
import { sharedDecision } from '../passed-on-decision.ts';
import { guardById } from '../store/guards.ts';

/** The exchange of a guard that lives in a server process: the same verbs, without the way over the network. */
export function databaseExchange(
  transaction: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>,
  guardId: string,
  now: () => Date,
): Exchange {
  const load = async (tx: Tx) => {
    const guard = await guardById(tx, guardId);
    if (!guard) throw new Error(`The guard ${guardId} of this server is gone from the database.`);
    return guard;
  };
  return {
    name: 'the database',
    push: (sent) =>
      transaction(async (tx) => {
        const parsed = {
          decisions: sent.decisions.map((one) => decisionSchema.parse(one)),
          endings: sent.endings.map((one) => endingSchema.parse(one)),
        };
        const { refused } = await pushDecisions(tx, await load(tx), parsed, now());
        return { refused, now: now().getTime() };
      }),
    pull: (cursor) =>
      transaction(async (tx) => {
        const { perimeterId } = await load(tx);
        const { items, next, more } = await decisionChanges(tx, perimeterId, cursor);
        return {
          items: items.map((row): SharedDecision => sharedDecision(row)),
          next,
          more,
          now: now().getTime(),
        };
      }),
    report: (heartbeat) =>
      transaction(async (tx) => {
        await takeHeartbeat(tx, await load(tx), heartbeatSchema.parse(heartbeat), now());
        return { now: now().getTime() };
      }),
  };
}
