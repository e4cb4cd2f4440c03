import { recordAudit } from '../audit/record.ts';
import type { Tx } from '../db/transaction.ts';
import { newId } from '../id.ts';
import type { Actor } from '../permission/actor.ts';
import { hashToken, newSecretToken } from './secret-token.ts';
import { sessionLifetime } from './session-lifetime.ts';
import {
  deleteSession,
  deleteSessionByToken,
  deleteSessions,
  insertSession,
  replaceSessionToken,
  touchSessionRow,
} from './store/sessions.ts';

/** Dangerous actions ask for proof again when the last one is older. */
const freshMs = 15 * 60_000;
/** The last use is noted this coarsely: a list for its owner, not a track of movements. */
const touchEveryMs = 10 * 60_000;

export interface Device {
  userAgent: string;
  address: string;
}

export interface StartedSession {
  id: string;
  /** For the cookie; not stored. */
  token: string;
}

/**
 * Starts a session for somebody who has proved who they are with everything their account asks for. `earlierToken`
 * is the cookie the browser came with: that session ends, so that nobody can plant one and wait (session fixation).
 */
export async function startSession(
  tx: Tx,
  personId: string,
  how: {
    device: Device;
    method: 'password' | 'second-factor' | 'passkey' | 'link';
    earlierToken: string | undefined;
  },
  now: Date,
): Promise<StartedSession> {
  if (how.earlierToken !== undefined) await deleteSessionByToken(tx, hashToken(how.earlierToken));
  const token = newSecretToken();
  const id = newId(now);
  await insertSession(tx, {
    id,
    tokenHash: hashToken(token),
    personId,
    createdAt: now,
    authenticatedAt: now,
    lastSeenAt: now,
    expiresAt: new Date(now.getTime() + sessionLifetime.absoluteMs),
    secondFactor: how.method === 'second-factor' || how.method === 'passkey',
    userAgent: how.device.userAgent.slice(0, 400),
    address: how.device.address || null,
  });
  await recordAudit(
    tx,
    { ...about(personId), action: 'session.start', content: { method: how.method } },
    now,
  );
  return { id, token };
}

/** After proof was given again: a new token for the same session; the old one is dead. Null when the session ended. */
export async function renewSession(tx: Tx, sessionId: string, now: Date): Promise<string | null> {
  const token = newSecretToken();
  return (await replaceSessionToken(tx, sessionId, hashToken(token), now)) ? token : null;
}

/** Whether proof of identity was given recently enough for a dangerous action. */
export const isFresh = (authenticatedAt: Date, now: Date): boolean =>
  now.getTime() - authenticatedAt.getTime() <= freshMs;

/** False when the person has no such session. */
export async function endSession(tx: Tx, personId: string, sessionId: string, now: Date): Promise<boolean> {
  const ended = await deleteSession(tx, personId, sessionId);
  if (ended) await recordAudit(tx, { ...about(personId), action: 'session.end' }, now);
  return ended;
}

/** Ends a person's sessions, all or all but one. Due when the password, the staff role, or the block changes. */
export async function endSessions(
  tx: Tx,
  personId: string,
  why: { reason: string; except: string | null; actor?: Actor },
  now: Date,
): Promise<number> {
  const ended = await deleteSessions(tx, personId, why.except);
  await recordAudit(
    tx,
    {
      ...about(personId),
      ...(why.actor ? { actor: why.actor } : {}),
      action: 'session.end-all',
      content: { reason: why.reason, ended },
    },
    now,
  );
  return ended;
}

/** Notes that a session is in use, at most every ten minutes. */
export const touchSession = (tx: Tx, sessionId: string, now: Date): Promise<void> =>
  touchSessionRow(tx, sessionId, now, new Date(now.getTime() - touchEveryMs));

const about = (personId: string) => ({
  actor: selfActor(personId),
  objectType: 'person',
  objectId: personId,
});

/** A person acting on their own account, for the audit log. */
export const selfActor = (id: string): Actor => ({
  type: 'person',
  id,
  staff: null,
  roles: new Map(),
  blocked: false,
  scopes: null,
});
