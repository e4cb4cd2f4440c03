import type { Tx } from '../db/transaction.ts';
import { type PersonActor, type Scope, scopes } from '../permission/actor.ts';
import { hashToken } from './secret-token.ts';
import { holderOfToken, touchApiToken } from './store/api-tokens.ts';
import { personOfSession } from './store/sessions.ts';

/** The holder of a living session, as every page needs them. */
export interface SignedInPerson {
  actor: PersonActor;
  sessionId: string;
  authenticatedAt: Date;
  handle: string;
  displayName: string;
  locale: string;
  timeZone: string;
  theme: 'auto' | 'light' | 'dark';
  unreadNotifications: number;
  organizations: readonly { id: string; slug: string; name: string }[];
}

/** Who holds the session of a cookie; null when it ended, ran out, or its person is gone. One statement. */
export async function signedIn(tx: Tx, token: string, now: Date): Promise<SignedInPerson | null> {
  const row = await personOfSession(tx, hashToken(token), now);
  if (row === null) return null;
  return {
    actor: {
      type: 'person',
      id: row.personId,
      staff: row.staff,
      roles: new Map(row.memberships.map(({ id, role }) => [id, role])),
      blocked: row.blockedAt !== null,
      scopes: null,
    },
    sessionId: row.sessionId,
    authenticatedAt: row.authenticatedAt,
    handle: row.handle,
    displayName: row.displayName,
    locale: row.locale,
    timeZone: row.timeZone,
    theme: row.theme,
    unreadNotifications: row.unread,
    organizations: row.memberships.map(({ id, slug, name }) => ({ id, slug, name })),
  };
}

const hour = 3_600_000;

/** Who an API token acts for, with the token's scopes; null when it is unknown, revoked or expired. */
export async function tokenActor(tx: Tx, token: string, now: Date): Promise<PersonActor | null> {
  if (!token.startsWith('bh_')) return null;
  const row = await holderOfToken(tx, hashToken(token), now);
  if (row === null) return null;
  const staleBefore = new Date(now.getTime() - hour);
  if (row.lastUsedAt === null || row.lastUsedAt < staleBefore)
    await touchApiToken(tx, row.tokenId, now, staleBefore);
  return {
    type: 'person',
    id: row.personId,
    staff: row.staff,
    roles: new Map(row.memberships.map(({ id, role }) => [id, role])),
    blocked: row.blockedAt !== null,
    scopes: new Set(row.scopes.filter(isScope)),
  };
}

const isScope = (scope: string): scope is Scope => scopes.some((known) => known === scope);
