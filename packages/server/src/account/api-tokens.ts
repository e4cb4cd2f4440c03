import { randomBytes } from 'node:crypto';
import { recordAudit } from '../audit/record.ts';
import type { Tx } from '../db/transaction.ts';
import { newId } from '../id.ts';
import type { Scope } from '../permission/actor.ts';
import { hashToken } from './secret-token.ts';
import { selfActor } from './session.ts';
import { apiTokensOf, insertApiToken, revokeApiTokenRow } from './store/api-tokens.ts';

const maxTokens = 50;

export interface NewApiToken {
  name: string;
  scopes: readonly Scope[];
  /** Null: until it is revoked. */
  expiresAt: Date | null;
}

/** The token itself, to be shown once; null when the person has fifty already. */
export async function makeApiToken(
  tx: Tx,
  personId: string,
  { name, scopes, expiresAt }: NewApiToken,
  now: Date,
): Promise<{ id: string; token: string } | null> {
  if ((await apiTokensOf(tx, personId)).length >= maxTokens) return null;
  // The prefix lets secret scanners, ours among them, recognise a token that leaked.
  const token = `bh_${randomBytes(32).toString('base64url')}`;
  const id = newId(now);
  const row = { id, personId, name, prefix: token.slice(0, 7), scopes: [...scopes] };
  await insertApiToken(tx, { ...row, tokenHash: hashToken(token), createdAt: now, expiresAt });
  await audit(tx, personId, { action: 'api-token.create', id, content: { scopes } }, now);
  return { id, token };
}

/** False when the person has no such token. */
export async function revokeApiToken(tx: Tx, personId: string, id: string, now: Date): Promise<boolean> {
  if (!(await revokeApiTokenRow(tx, personId, id, now))) return false;
  await audit(tx, personId, { action: 'api-token.revoke', id }, now);
  return true;
}

const audit = (
  tx: Tx,
  personId: string,
  { action, id, content = {} }: { action: string; id: string; content?: Record<string, unknown> },
  now: Date,
) =>
  recordAudit(
    tx,
    { actor: selfActor(personId), action, objectType: 'api-token', objectId: id, content },
    now,
  );
