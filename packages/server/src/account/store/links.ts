import { and, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import { oneTimeLink } from '../../db/tables/people.ts';
import type { Tx } from '../../db/transaction.ts';

export type LinkPurpose = (typeof oneTimeLink.$inferSelect)['purpose'];

export interface LinkRow {
  id: string;
  personId: string | null;
  content: Record<string, unknown>;
  createdAt: Date;
}

export async function insertLink(tx: Tx, row: typeof oneTimeLink.$inferInsert): Promise<void> {
  await tx.insert(oneTimeLink).values(row);
}

const columns = {
  id: oneTimeLink.id,
  personId: oneTimeLink.personId,
  content: oneTimeLink.content,
  createdAt: oneTimeLink.createdAt,
};

const usable = (purpose: LinkPurpose, tokenHash: Uint8Array, now: Date) =>
  and(
    eq(oneTimeLink.tokenHash, tokenHash),
    eq(oneTimeLink.purpose, purpose),
    isNull(oneTimeLink.usedAt),
    gt(oneTimeLink.expiresAt, now),
  );

export async function findLink(
  tx: Tx,
  purpose: LinkPurpose,
  tokenHash: Uint8Array,
  now: Date,
): Promise<LinkRow | null> {
  const [row] = await tx
    .select(columns)
    .from(oneTimeLink)
    .where(usable(purpose, tokenHash, now));
  return row ?? null;
}

/** One statement, so of two who open a link at once one gets it. What it held is forgotten. */
export async function takeLink(
  tx: Tx,
  purpose: LinkPurpose,
  tokenHash: Uint8Array,
  now: Date,
): Promise<boolean> {
  const rows = await tx
    .update(oneTimeLink)
    .set({ usedAt: now, content: {} })
    .where(usable(purpose, tokenHash, now))
    .returning({ id: oneTimeLink.id });
  return rows.length > 0;
}

/** A link that was asked for and has no token yet; locked. Null when it has, or is gone. */
export async function lockAskedLink(
  tx: Tx,
  id: string,
): Promise<(LinkRow & { purpose: LinkPurpose }) | null> {
  const [row] = await tx
    .select({ ...columns, purpose: oneTimeLink.purpose })
    .from(oneTimeLink)
    .where(and(eq(oneTimeLink.id, id), sql`${oneTimeLink.content} ? 'asked'`))
    .for('update');
  return row ?? null;
}

/** Sets the token of a link that was asked for, and its person where it had none. */
export async function storeLinkToken(
  tx: Tx,
  id: string,
  tokenHash: Uint8Array,
  personId: string | null,
): Promise<void> {
  await tx
    .update(oneTimeLink)
    .set({
      tokenHash,
      content: sql`${oneTimeLink.content} - 'asked'`,
      ...(personId === null ? {} : { personId }),
    })
    .where(eq(oneTimeLink.id, id));
}

export async function deleteLink(tx: Tx, id: string): Promise<void> {
  await tx.delete(oneTimeLink).where(eq(oneTimeLink.id, id));
}

/** Ends every link of a person, or those of one purpose. */
export async function deleteLinksOf(tx: Tx, personId: string, purpose: LinkPurpose | null): Promise<void> {
  await tx
    .delete(oneTimeLink)
    .where(
      and(
        eq(oneTimeLink.personId, personId),
        purpose === null ? undefined : eq(oneTimeLink.purpose, purpose),
      ),
    );
}

export async function deleteLinksFor(tx: Tx, purpose: LinkPurpose): Promise<void> {
  await tx.delete(oneTimeLink).where(eq(oneTimeLink.purpose, purpose));
}

/** Links nobody can open any more, except used ones of the last days, which still explain themselves. */
export async function deleteDeadLinks(tx: Tx, before: Date): Promise<void> {
  await tx.delete(oneTimeLink).where(lt(oneTimeLink.expiresAt, before));
}
