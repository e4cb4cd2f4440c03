import { eq, sql } from 'drizzle-orm';
import { person } from '../../db/tables/people.ts';
import type { Tx } from '../../db/transaction.ts';

export interface Profile {
  id: string;
  handle: string;
  displayName: string;
  bio: string;
  profilePublic: boolean;
  createdAt: Date;
}

/** A person's page, or null for nobody, a deleted or a blocked account. Never an address of any kind. */
export async function findProfile(tx: Tx, handle: string): Promise<Profile | null> {
  const [row] = await tx
    .select({
      id: person.id,
      handle: person.handle,
      displayName: person.displayName,
      bio: person.bio,
      profilePublic: person.profilePublic,
      createdAt: person.createdAt,
    })
    .from(person)
    .where(
      sql`${eq(person.handle, handle.toLowerCase())} and ${person.deletedAt} is null and ${person.blockedAt} is null`,
    );
  return row ?? null;
}
