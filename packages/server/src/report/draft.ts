import { createHash, randomBytes } from 'node:crypto';
import type { Tx } from '../db/transaction.ts';
import { type AttachmentRow, attachmentsOf } from '../files/store.ts';
import { isId, newId } from '../id.ts';
import { Refusal } from '../refusal.ts';
import { reportWords } from '../words/report.ts';
import { contentOf, type ReportContent } from './content.ts';
import {
  countDrafts,
  type DraftReach,
  type DraftRow,
  draftById,
  insertDraft,
  listDrafts,
  lockDraft,
  updateDraft,
} from './store/drafts.ts';

/** A report that is not filed yet. */
export interface Draft {
  id: string;
  content: ReportContent;
  files: readonly AttachmentRow[];
  createdAt: Date;
  updatedAt: Date;
}

/** A draft nobody has touched for this long is removed with its files. */
export const draftLifetimeDays = 30;
export const draftCookieSeconds = draftLifetimeDays * 24 * 3600;
const mostDrafts = 30;

/** A new value for the cookie by which a browser without a signed-in person finds its drafts again. */
export const newDraftToken = (): string => randomBytes(24).toString('base64url');

/** Whose drafts a request may reach; null for a browser that has none and nobody signed in. */
export function draftReach(personId: string | null, token: string | undefined): DraftReach | null {
  const isToken = token !== undefined && /^[\w-]{32}$/.test(token);
  if (personId === null && !isToken) return null;
  return { personId, tokenHash: isToken ? createHash('sha256').update(token).digest() : null };
}

/** The draft with that id, else null. */
export async function findDraft(tx: Tx, reach: DraftReach | null, id: string): Promise<Draft | null> {
  const row = reach !== null && isId(id) ? await draftById(tx, reach, id) : null;
  return row && withFiles(tx, row);
}

/** The draft somebody worked on last, or null. */
export async function latestDraft(tx: Tx, reach: DraftReach | null): Promise<Draft | null> {
  const [row] = reach === null ? [] : await listDrafts(tx, reach);
  return row ? withFiles(tx, row) : null;
}

/**
 * Writes a draft: the one with that id, when it is within reach, else a new one. A draft begun before signing in
 * becomes the person's by this. Holds a lock on it until the transaction ends.
 */
export async function saveDraft(
  tx: Tx,
  reach: DraftReach,
  { id, content }: { id: string; content: ReportContent },
  now: Date,
): Promise<Draft> {
  const known = isId(id) ? await lockDraft(tx, reach, id) : null;
  if (known) {
    await updateDraft(tx, reach, known.id, content, now);
    return withFiles(tx, { ...known, content, updatedAt: now });
  }
  if ((await countDrafts(tx, reach)) >= mostDrafts)
    throw new Refusal('conflict', reportWords.errors.tooManyDrafts(mostDrafts));
  const owner = reach.personId === null ? { tokenHash: reach.tokenHash } : { personId: reach.personId };
  const row = { personId: reach.personId, content, createdAt: now, updatedAt: now };
  // The form brings the id it was drawn with, so that uploads begun at once all end in one draft.
  if (isId(id) && (await insertDraft(tx, { id, ...row, ...owner }))) return withFiles(tx, { id, ...row });
  const rival = isId(id) ? await lockDraft(tx, reach, id) : null;
  if (rival) return saveDraft(tx, reach, { id, content }, now);
  const fresh = newId(now);
  await insertDraft(tx, { id: fresh, ...row, ...owner });
  return withFiles(tx, { id: fresh, ...row });
}

async function withFiles(tx: Tx, row: DraftRow): Promise<Draft> {
  return {
    id: row.id,
    content: contentOf(row.content),
    files: await attachmentsOf(tx, { draftId: row.id }),
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}
