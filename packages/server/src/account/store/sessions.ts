import { and, desc, eq, gt, isNull, lt, ne, or, sql } from 'drizzle-orm';
import { pendingSignIn, person, session } from '../../db/tables/people.ts';
import type { Tx } from '../../db/transaction.ts';
import type { Role, StaffRole } from '../../permission/actor.ts';
import { sessionLifetime } from '../session-lifetime.ts';

export type NewSession = typeof session.$inferInsert;

export async function insertSession(tx: Tx, row: NewSession): Promise<void> {
  await tx.insert(session).values(row);
}

export async function replaceSessionToken(
  tx: Tx,
  id: string,
  tokenHash: Uint8Array,
  now: Date,
): Promise<boolean> {
  const rows = await tx
    .update(session)
    .set({ tokenHash, authenticatedAt: now, lastSeenAt: now })
    .where(eq(session.id, id))
    .returning({ id: session.id });
  return rows.length > 0;
}

export async function deleteSession(tx: Tx, personId: string, id: string): Promise<boolean> {
  const rows = await tx
    .delete(session)
    .where(and(eq(session.id, id), eq(session.personId, personId)))
    .returning({ id: session.id });
  return rows.length > 0;
}

export async function deleteSessionByToken(tx: Tx, tokenHash: Uint8Array): Promise<void> {
  await tx.delete(session).where(eq(session.tokenHash, tokenHash));
}

/** Sign-ins that wait for a second factor go with the sessions. Returns how many sessions ended. */
export async function deleteSessions(tx: Tx, personId: string, except: string | null): Promise<number> {
  await tx.delete(pendingSignIn).where(eq(pendingSignIn.personId, personId));
  const rows = await tx
    .delete(session)
    .where(and(eq(session.personId, personId), except === null ? undefined : ne(session.id, except)))
    .returning({ id: session.id });
  return rows.length;
}

export async function touchSessionRow(tx: Tx, id: string, now: Date, ifBefore: Date): Promise<void> {
  await tx
    .update(session)
    .set({ lastSeenAt: now })
    .where(and(eq(session.id, id), lt(session.lastSeenAt, ifBefore)));
}

export interface SessionRow {
  id: string;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
  secondFactor: boolean;
  userAgent: string;
}

/** The living sessions of a person, the last used first. */
export function sessionsOf(tx: Tx, personId: string, now: Date): Promise<SessionRow[]> {
  return tx
    .select({
      id: session.id,
      createdAt: session.createdAt,
      lastSeenAt: session.lastSeenAt,
      expiresAt: session.expiresAt,
      secondFactor: session.secondFactor,
      userAgent: session.userAgent,
    })
    .from(session)
    .where(and(eq(session.personId, personId), alive(now)))
    .orderBy(desc(session.lastSeenAt), desc(session.id));
}

export interface SignedInRow {
  sessionId: string;
  authenticatedAt: Date;
  personId: string;
  handle: string;
  displayName: string;
  locale: string;
  timeZone: string;
  theme: 'auto' | 'light' | 'dark';
  staff: StaffRole | null;
  blockedAt: Date | null;
  unread: number;
  memberships: readonly { id: string; slug: string; name: string; role: Role }[];
}

/** Everything a page needs of whoever holds a session, in one statement. */
export async function personOfSession(tx: Tx, tokenHash: Uint8Array, now: Date): Promise<SignedInRow | null> {
  const [row] = await preparedFor(tx).execute({ tokenHash, now, idleSince: idleSince(now) });
  return row ?? null;
}

/** Every page of a signed-in reader asks this: building the statement anew would cost more than running it. */
const prepared = new WeakMap<Tx, ReturnType<typeof preparePersonOfSession>>();

function preparedFor(tx: Tx): ReturnType<typeof preparePersonOfSession> {
  const known = prepared.get(tx) ?? preparePersonOfSession(tx);
  prepared.set(tx, known);
  return known;
}

const preparePersonOfSession = (tx: Tx) =>
  tx
    .select({
      sessionId: session.id,
      authenticatedAt: session.authenticatedAt,
      personId: person.id,
      handle: person.handle,
      displayName: person.displayName,
      locale: person.locale,
      timeZone: person.timeZone,
      theme: person.theme,
      staff: person.staff,
      blockedAt: person.blockedAt,
      unread: unreadOf,
      memberships: membershipsOf,
    })
    .from(session)
    .innerJoin(person, eq(person.id, session.personId))
    .where(
      and(
        eq(session.tokenHash, sql.placeholder('tokenHash')),
        gt(session.expiresAt, sql.placeholder('now')),
        gt(session.lastSeenAt, sql.placeholder('idleSince')),
        isNull(person.deletedAt),
      ),
    )
    .prepare('person_of_session');

/** Sessions and half-finished sign-ins that no longer open anything. */
export async function deleteDeadSessions(tx: Tx, now: Date): Promise<void> {
  await tx.delete(session).where(or(lt(session.expiresAt, now), lt(session.lastSeenAt, idleSince(now))));
  await tx.delete(pendingSignIn).where(lt(pendingSignIn.expiresAt, now));
}

const idleSince = (now: Date) => new Date(now.getTime() - sessionLifetime.idleMs);
const alive = (now: Date) => and(gt(session.expiresAt, now), gt(session.lastSeenAt, idleSince(now)));

/** Nobody reads a bell that says more than 99. */
const unreadOf = sql<number>`(select count(*)::int from (select 1 from notification n
  where n.person_id = ${person.id} and n.read_at is null limit 100) unread)`;

export const membershipsOf = sql<SignedInRow['memberships']>`coalesce((select json_agg(json_build_object(
  'id', o.id, 'slug', o.slug, 'name', o.name, 'role', m.role) order by o.name)
  from membership m join organization o on o.id = m.organization_id where m.person_id = ${person.id}), '[]'::json)`;

/** From where people of the staff are signed in now. */
export async function staffAddresses(tx: Tx, now: Date): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ address: sql<string>`host(${session.address})` })
    .from(session)
    .innerJoin(person, eq(person.id, session.personId))
    .where(
      and(
        sql`${person.staff} is not null`,
        sql`${session.address} is not null`,
        gt(session.expiresAt, now),
        isNull(person.deletedAt),
        isNull(person.blockedAt),
      ),
    )
    .limit(1000);
  return rows.map(({ address }) => address);
}
