import { and, count, desc, eq, inArray, lt, or, type SQL } from 'drizzle-orm';
import { attachment, draft } from '../../db/tables/bugs.ts';
import type { Tx } from '../../db/transaction.ts';

/** Whose drafts: a person's, those of a browser by its cookie, or both, when somebody has just signed in. */
export interface DraftReach {
  personId: string | null;
  /** SHA-256 of the draft cookie. */
  tokenHash: Uint8Array | null;
}

const columns = {
  id: draft.id,
  personId: draft.personId,
  content: draft.content,
  createdAt: draft.createdAt,
  updatedAt: draft.updatedAt,
};
export type DraftRow = Pick<typeof draft.$inferSelect, keyof typeof columns>;

export async function draftById(tx: Tx, reach: DraftReach, id: string): Promise<DraftRow | null> {
  const [row] = await tx
    .select(columns)
    .from(draft)
    .where(and(eq(draft.id, id), within(reach)));
  return row ?? null;
}

/** As `draftById`, and nobody else changes it or its files until the transaction ends. */
export async function lockDraft(tx: Tx, reach: DraftReach, id: string): Promise<DraftRow | null> {
  const [row] = await tx
    .select(columns)
    .from(draft)
    .where(and(eq(draft.id, id), within(reach)))
    .for('update');
  return row ?? null;
}

/** Latest first. */
export async function listDrafts(tx: Tx, reach: DraftReach): Promise<DraftRow[]> {
  return tx
    .select(columns)
    .from(draft)
    .where(within(reach))
    .orderBy(desc(draft.updatedAt), desc(draft.id))
    .limit(50);
}

export async function countDrafts(tx: Tx, reach: DraftReach): Promise<number> {
  const [row] = await tx.select({ drafts: count() }).from(draft).where(within(reach));
  return row?.drafts ?? 0;
}

/** Answers false when somebody has a draft of that id already. */
export async function insertDraft(tx: Tx, row: typeof draft.$inferInsert): Promise<boolean> {
  const inserted = await tx.insert(draft).values(row).onConflictDoNothing().returning({ id: draft.id });
  return inserted.length > 0;
}

/** Writes the content; with a person in the reach the draft is theirs from now on. */
export async function updateDraft(
  tx: Tx,
  reach: DraftReach,
  id: string,
  content: Record<string, string>,
  now: Date,
): Promise<void> {
  const owner = reach.personId === null ? {} : { personId: reach.personId, tokenHash: null };
  await tx
    .update(draft)
    .set({ content, updatedAt: now, ...owner })
    .where(and(eq(draft.id, id), within(reach)));
}

/** Removes a draft and answers the ids of its files, or null when it was not within reach. */
export async function deleteDraft(tx: Tx, reach: DraftReach, id: string): Promise<string[] | null> {
  const found = await lockDraft(tx, reach, id);
  if (!found) return null;
  const files = await deleteFilesOf(tx, [id]);
  await tx.delete(draft).where(and(eq(draft.id, id), within(reach)));
  return files;
}

/** Removes drafts nobody has touched since, and answers the ids of their files. At most a thousand at a time. */
export async function deleteDraftsBefore(tx: Tx, before: Date): Promise<string[]> {
  const old = await tx.select({ id: draft.id }).from(draft).where(lt(draft.updatedAt, before)).limit(1000);
  const ids = old.map(({ id }) => id);
  if (ids.length === 0) return [];
  const files = await deleteFilesOf(tx, ids);
  await tx.delete(draft).where(inArray(draft.id, ids));
  return files;
}

async function deleteFilesOf(tx: Tx, draftIds: readonly string[]): Promise<string[]> {
  const deleted = await tx
    .delete(attachment)
    .where(inArray(attachment.draftId, [...draftIds]))
    .returning({ id: attachment.id });
  return deleted.map(({ id }) => id);
}

function within({ personId, tokenHash }: DraftReach): SQL | undefined {
  const reach = or(
    personId === null ? undefined : eq(draft.personId, personId),
    tokenHash === null ? undefined : eq(draft.tokenHash, tokenHash),
  );
  if (reach === undefined)
    throw new TypeError('A draft belongs to a person or to a cookie; neither was given.');
  return reach;
}
