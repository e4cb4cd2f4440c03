import { randomBytes } from 'node:crypto';
import { hashToken } from '../account/secret-token.ts';
import { recordAudit } from '../audit/record.ts';
import type { Tx } from '../db/transaction.ts';
import { newId } from '../id.ts';
import { type Actor, type GuardActor, personId } from '../permission/actor.ts';
import { Refusal } from '../refusal.ts';
import { guardWords as words } from '../words/guard.ts';
import { guardOfToken, guardsOf, insertGuard, revokeGuardRow } from './store/guards.ts';
import { openPerimeter, perimeterOf } from './store/perimeters.ts';

const mostGuards = 200;

export interface AddedGuard {
  id: string;
  /** To be shown once. */
  token: string;
}

/**
 * A guard for an organization's machine, with its token. The caller has checked `guard.watch`. Throws `invalid` when
 * there is one of that name.
 */
export async function addGuard(
  tx: Tx,
  { organizationId, name, actor }: { organizationId: string; name: string; actor: Actor },
  now: Date,
): Promise<AddedGuard> {
  const perimeter = await openPerimeter(tx, organizationId, now);
  if ((await guardsOf(tx, perimeter.id)).length >= mostGuards) throw refused(words.tooManyGuards(mostGuards));
  // The prefix lets secret scanners, ours among them, recognise a token that leaked.
  const token = `${tokenPrefix}${randomBytes(32).toString('base64url')}`;
  const id = newId(now);
  const added = await insertGuard(tx, {
    id,
    perimeterId: perimeter.id,
    name,
    tokenHash: hashToken(token),
    prefix: token.slice(0, 8),
    createdAt: now,
    createdBy: personId(actor),
  });
  if (!added) throw refused(words.guardTaken);
  await audit(tx, { actor, action: 'guard.add', organizationId, content: { guard: id, name } }, now);
  return { id, token };
}

/** The token is worth nothing from then on; what the guard decided stays. False when there is no such guard. */
export async function revokeGuard(
  tx: Tx,
  { organizationId, id, actor }: { organizationId: string; id: string; actor: Actor },
  now: Date,
): Promise<boolean> {
  const perimeter = await perimeterOf(tx, organizationId);
  const name = perimeter && (await revokeGuardRow(tx, perimeter.id, id, now));
  if (!name) return false;
  await audit(tx, { actor, action: 'guard.revoke', organizationId, content: { guard: id, name } }, now);
  return true;
}

/** Whether a bearer token says that it is a guard's. */
export const isGuardToken = (token: string): boolean => token.startsWith(tokenPrefix);

/** The guard that holds the token; null when it is unknown or revoked. */
export async function guardActor(tx: Tx, token: string): Promise<GuardActor | null> {
  const row = await guardOfToken(tx, hashToken(token));
  return row?.organizationId ? { type: 'guard', id: row.id, organizationId: row.organizationId } : null;
}

const tokenPrefix = 'bhg_';

const refused = (message: string) => new Refusal('invalid', message, { fields: [{ path: 'name', message }] });

const audit = (
  tx: Tx,
  given: { actor: Actor; action: string; organizationId: string; content: Record<string, unknown> },
  now: Date,
) => {
  const { actor, action, organizationId: objectId, content } = given;
  return recordAudit(tx, { actor, action, objectType: 'organization', objectId, content }, now);
};
