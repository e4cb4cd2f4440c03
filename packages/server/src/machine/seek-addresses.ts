import { parseAddress } from '@bugheist/guard/logs/address';
import { recordAudit } from '../audit/record.ts';
import type { Tx } from '../db/transaction.ts';
import type { Actor } from '../permission/actor.ts';
import { figuresOf } from './heartbeat.ts';
import { mostDecisions, topSourcesOf, type Watch } from './read-watch.ts';
import { type DecisionRow, decisionsAbout, decisionsById, liveDecisions } from './store/decisions.ts';
import { guardsOf } from './store/guards.ts';

export type Sought =
  | { type: 'decision'; decision: DecisionRow }
  | { type: 'list'; decisions: readonly DecisionRow[]; topSources: Watch['topSources'] };

/**
 * Somebody looks at addresses: of one decision, about one address (or the reference a refused person names), or all of the page. Each look is written into the
 * audit log, without the address itself, which is kept for ever there. Null when there is no such decision. The caller
 * has checked permission.
 */
export async function seekAddresses(
  tx: Tx,
  given: { perimeterId: string; actor: Actor; decision: string; address: string },
  now: Date,
): Promise<Sought | null> {
  const { perimeterId, actor, decision: id, address } = given;
  const [decision] = id === '' ? [] : await decisionsById(tx, perimeterId, [id]);
  if (id !== '' && !decision) return null;
  const looked = id !== '' ? { decision: id } : { lookedUp: address !== '' };
  await recordAudit(
    tx,
    {
      actor,
      action: 'guard.view-addresses',
      objectType: 'perimeter',
      objectId: perimeterId,
      content: looked,
    },
    now,
  );
  if (decision) return { type: 'decision', decision };
  if (address !== '') {
    const [named] = await decisionsById(tx, perimeterId, [address]);
    if (named) return { type: 'decision', decision: named };
    const value = parseAddress(address) ?? address;
    return {
      type: 'list',
      topSources: [],
      decisions: await decisionsAbout(tx, perimeterId, value, mostDecisions),
    };
  }
  const guards = (await guardsOf(tx, perimeterId)).map((row) => ({
    id: row.id,
    name: row.name,
    addedAt: row.createdAt,
    lastSeenAt: row.lastSeenAt,
    figures: figuresOf(row),
  }));
  return {
    type: 'list',
    topSources: topSourcesOf(guards),
    decisions: await liveDecisions(tx, perimeterId, now, mostDecisions),
  };
}
