import { and, asc, eq, isNotNull, isNull, or, sql } from 'drizzle-orm';
import { isUniqueViolation } from '../../db/errors.ts';
import { membership, organization } from '../../db/tables/organizations.ts';
import { person, totp } from '../../db/tables/people.ts';
import type { Tx } from '../../db/transaction.ts';
import type { Role, StaffRole } from '../../permission/actor.ts';

export interface AccountRow {
  id: string;
  handle: string;
  email: string | null;
  passwordHash: string | null;
  staff: StaffRole | null;
  blockedAt: Date | null;
  /** Whether a confirmed authenticator app must be asked. */
  secondFactor: boolean;
}

const accountColumns = {
  id: person.id,
  handle: person.handle,
  email: person.email,
  passwordHash: person.passwordHash,
  staff: person.staff,
  blockedAt: person.blockedAt,
  secondFactor: sql<boolean>`${totp.confirmedAt} is not null`,
};

const accounts = (tx: Tx) =>
  tx.select(accountColumns).from(person).leftJoin(totp, eq(totp.personId, person.id)).$dynamic();

/** By handle or address, whichever was typed. */
export async function accountByLogin(tx: Tx, login: string): Promise<AccountRow | null> {
  const key = login.toLowerCase();
  const [row] = await accounts(tx).where(
    and(isNull(person.deletedAt), or(eq(person.handle, key), sql`lower(${person.email}) = ${key}`)),
  );
  return row ?? null;
}

export async function accountByAddress(tx: Tx, address: string): Promise<AccountRow | null> {
  const [row] = await accounts(tx).where(
    and(isNull(person.deletedAt), sql`lower(${person.email}) = ${address.toLowerCase()}`),
  );
  return row ?? null;
}

export async function accountById(tx: Tx, id: string): Promise<AccountRow | null> {
  const [row] = await accounts(tx).where(and(isNull(person.deletedAt), eq(person.id, id)));
  return row ?? null;
}

export async function isHandleTaken(tx: Tx, handle: string): Promise<boolean> {
  const rows = await tx.select({ id: person.id }).from(person).where(eq(person.handle, handle));
  return rows.length > 0;
}

export async function hasAdministrator(tx: Tx): Promise<boolean> {
  const rows = await tx
    .select({ id: person.id })
    .from(person)
    .where(and(eq(person.staff, 'administrator'), isNull(person.deletedAt)))
    .limit(1);
  return rows.length > 0;
}

/** Nobody else creates a person until the transaction ends. */
export async function lockPeople(tx: Tx): Promise<void> {
  await tx.execute(sql`lock table person in share row exclusive mode`);
}

export interface NewPerson {
  id: string;
  handle: string;
  email: string | null;
  passwordHash: string;
  staff: StaffRole | null;
  createdAt: Date;
}

/** Which of the two somebody else has already, or null when the person is there now. */
export async function insertPerson(tx: Tx, row: NewPerson): Promise<'handle' | 'address' | null> {
  const rows = await tx
    .insert(person)
    .values({ ...row, passwordChangedAt: row.createdAt })
    .onConflictDoNothing()
    .returning({ id: person.id });
  if (rows.length > 0) return null;
  return (await isHandleTaken(tx, row.handle)) ? 'handle' : 'address';
}

export async function storePasswordHash(
  tx: Tx,
  id: string,
  passwordHash: string,
  changedAt: Date | null,
): Promise<void> {
  await tx
    .update(person)
    .set({ passwordHash, ...(changedAt ? { passwordChangedAt: changedAt } : {}) })
    .where(eq(person.id, id));
}

/** How the passwords were hashed that were not hashed here: each kind once, without salt and digest. */
export async function foreignPasswords(tx: Tx): Promise<string[]> {
  // In the words of the index `person_foreign_password`, which answers this alone.
  const rows = await tx
    .selectDistinct({
      beginning: sql<string | null>`substring(${person.passwordHash} from '^(.*)[$][^$]*[$][^$]*$')`,
    })
    .from(person)
    .where(
      sql`${person.passwordHash} is not null and ${person.passwordHash} not like '$argon2id$v=19$m=19456,t=2,p=1$%'`,
    );
  return rows.map(({ beginning }) => beginning).filter((beginning) => beginning !== null);
}

/** False when the address belongs to somebody already. */
export async function storeAddress(tx: Tx, id: string, email: string): Promise<boolean> {
  if ((await accountByAddress(tx, email)) !== null) return false;
  return unlessTaken(tx, async (savepoint) => {
    const rows = await savepoint
      .update(person)
      .set({ email })
      .where(and(eq(person.id, id), isNull(person.deletedAt)))
      .returning({ id: person.id });
    return rows.length > 0;
  });
}

export interface Profile {
  handle: string;
  displayName: string;
  bio: string;
  profilePublic: boolean;
}

export interface Preferences {
  locale: string;
  timeZone: string;
  theme: 'auto' | 'light' | 'dark';
}

export async function profileOf(tx: Tx, id: string): Promise<(Profile & Preferences) | null> {
  const [row] = await tx
    .select({
      handle: person.handle,
      displayName: person.displayName,
      bio: person.bio,
      profilePublic: person.profilePublic,
      locale: person.locale,
      timeZone: person.timeZone,
      theme: person.theme,
    })
    .from(person)
    .where(and(eq(person.id, id), isNull(person.deletedAt)));
  return row ?? null;
}

/** The organizations a person works for, by name. */
export function membershipNamesOf(tx: Tx, id: string): Promise<{ slug: string; name: string; role: Role }[]> {
  return tx
    .select({ slug: organization.slug, name: organization.name, role: membership.role })
    .from(membership)
    .innerJoin(organization, eq(organization.id, membership.organizationId))
    .where(eq(membership.personId, id))
    .orderBy(asc(organization.name));
}

/** False when somebody else took the handle at the same moment. */
export const storeProfile = (tx: Tx, id: string, profile: Profile): Promise<boolean> =>
  unlessTaken(tx, async (savepoint) => {
    await savepoint.update(person).set(profile).where(eq(person.id, id));
    return true;
  });

/** False, too, when what must be unique went to somebody else meanwhile; the rest of the transaction stands. */
async function unlessTaken(tx: Tx, work: (savepoint: Tx) => Promise<boolean>): Promise<boolean> {
  try {
    return await tx.transaction(work);
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}

export async function storePreferences(tx: Tx, id: string, preferences: Preferences): Promise<void> {
  await tx.update(person).set(preferences).where(eq(person.id, id));
}

export async function storeStaffRole(tx: Tx, id: string, staff: StaffRole | null): Promise<boolean> {
  const rows = await tx
    .update(person)
    .set({ staff })
    .where(and(eq(person.id, id), isNull(person.deletedAt)))
    .returning({ id: person.id });
  return rows.length > 0;
}

/** How many administrators there are who could sign in. Locks them, so that two cannot step down at once. */
export async function lockAdministrators(tx: Tx): Promise<string[]> {
  const rows = await tx
    .select({ id: person.id })
    .from(person)
    .where(and(eq(person.staff, 'administrator'), isNull(person.deletedAt), isNull(person.blockedAt)))
    .for('update');
  return rows.map(({ id }) => id);
}

export async function storeBlock(
  tx: Tx,
  id: string,
  block: { at: Date; reason: string } | null,
): Promise<boolean> {
  const rows = await tx
    .update(person)
    .set({ blockedAt: block?.at ?? null, blockedReason: block?.reason ?? null })
    .where(
      and(
        eq(person.id, id),
        isNull(person.deletedAt),
        block ? isNull(person.blockedAt) : isNotNull(person.blockedAt),
      ),
    )
    .returning({ id: person.id });
  return rows.length > 0;
}
