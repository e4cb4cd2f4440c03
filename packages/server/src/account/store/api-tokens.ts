import { and, desc, eq, gt, isNull, lt, or } from 'drizzle-orm';
import { apiToken, person } from '../../db/tables/people.ts';
import type { Tx } from '../../db/transaction.ts';
import type { StaffRole } from '../../permission/actor.ts';
import { membershipsOf, type SignedInRow } from './sessions.ts';

export interface ApiTokenRow {
  id: string;
  name: string;
  prefix: string;
  scopes: string[];
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
}

export async function insertApiToken(tx: Tx, row: typeof apiToken.$inferInsert): Promise<void> {
  await tx.insert(apiToken).values(row);
}

/** The tokens of a person that were not revoked, the newest first; expired ones among them. */
export function apiTokensOf(tx: Tx, personId: string): Promise<ApiTokenRow[]> {
  return tx
    .select({
      id: apiToken.id,
      name: apiToken.name,
      prefix: apiToken.prefix,
      scopes: apiToken.scopes,
      createdAt: apiToken.createdAt,
      expiresAt: apiToken.expiresAt,
      lastUsedAt: apiToken.lastUsedAt,
    })
    .from(apiToken)
    .where(and(eq(apiToken.personId, personId), isNull(apiToken.revokedAt)))
    .orderBy(desc(apiToken.id));
}

export async function revokeApiTokenRow(tx: Tx, personId: string, id: string, now: Date): Promise<boolean> {
  const rows = await tx
    .update(apiToken)
    .set({ revokedAt: now })
    .where(and(eq(apiToken.id, id), eq(apiToken.personId, personId), isNull(apiToken.revokedAt)))
    .returning({ id: apiToken.id });
  return rows.length > 0;
}

export async function deleteApiTokens(tx: Tx, personId: string): Promise<void> {
  await tx.delete(apiToken).where(eq(apiToken.personId, personId));
}

export interface TokenHolder {
  tokenId: string;
  scopes: string[];
  lastUsedAt: Date | null;
  personId: string;
  staff: StaffRole | null;
  blockedAt: Date | null;
  memberships: SignedInRow['memberships'];
}

export async function holderOfToken(tx: Tx, tokenHash: Uint8Array, now: Date): Promise<TokenHolder | null> {
  const [row] = await tx
    .select({
      tokenId: apiToken.id,
      scopes: apiToken.scopes,
      lastUsedAt: apiToken.lastUsedAt,
      personId: person.id,
      staff: person.staff,
      blockedAt: person.blockedAt,
      memberships: membershipsOf,
    })
    .from(apiToken)
    .innerJoin(person, eq(person.id, apiToken.personId))
    .where(
      and(
        eq(apiToken.tokenHash, tokenHash),
        isNull(apiToken.revokedAt),
        or(isNull(apiToken.expiresAt), gt(apiToken.expiresAt, now)),
        isNull(person.deletedAt),
      ),
    );
  return row ?? null;
}

export async function touchApiToken(tx: Tx, id: string, now: Date, ifBefore: Date): Promise<void> {
  await tx
    .update(apiToken)
    .set({ lastUsedAt: now })
    .where(and(eq(apiToken.id, id), or(isNull(apiToken.lastUsedAt), lt(apiToken.lastUsedAt, ifBefore))));
}
