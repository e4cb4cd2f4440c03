import { and, asc, eq, sql } from 'drizzle-orm';
import { label, replyTemplate } from '../../db/tables/organizations.ts';
import type { Tx } from '../../db/transaction.ts';

const columns = { id: label.id, name: label.name, colour: label.colour };
export type LabelRow = Pick<typeof label.$inferSelect, keyof typeof columns>;

/** By name. */
export async function listLabels(tx: Tx, organizationId: string): Promise<LabelRow[]> {
  return tx
    .select(columns)
    .from(label)
    .where(eq(label.organizationId, organizationId))
    .orderBy(asc(sql`lower(${label.name})`))
    .limit(500);
}

/** Null when the organization has one of that name. */
export async function insertLabel(tx: Tx, row: typeof label.$inferInsert): Promise<LabelRow | null> {
  const [inserted] = await tx.insert(label).values(row).onConflictDoNothing().returning(columns);
  return inserted ?? null;
}

/** Takes it off every bug, too. Null when the organization has no such label. */
export async function deleteLabel(tx: Tx, organizationId: string, id: string): Promise<LabelRow | null> {
  const [row] = await tx
    .delete(label)
    .where(and(eq(label.organizationId, organizationId), eq(label.id, id)))
    .returning(columns);
  return row ?? null;
}

const templateColumns = {
  id: replyTemplate.id,
  name: replyTemplate.name,
  bodyMarkdown: replyTemplate.bodyMarkdown,
};
export type TemplateRow = Pick<typeof replyTemplate.$inferSelect, keyof typeof templateColumns>;

/** By name. */
export async function listTemplates(tx: Tx, organizationId: string): Promise<TemplateRow[]> {
  return tx
    .select(templateColumns)
    .from(replyTemplate)
    .where(eq(replyTemplate.organizationId, organizationId))
    .orderBy(asc(sql`lower(${replyTemplate.name})`))
    .limit(200);
}

/** A template of that name is written anew. Null when somebody else made one of that name at the same time. */
export async function saveTemplate(
  tx: Tx,
  row: typeof replyTemplate.$inferInsert,
): Promise<{ template: TemplateRow; isNew: boolean } | null> {
  const { name, bodyMarkdown, updatedAt } = row;
  const [rewritten] = await tx
    .update(replyTemplate)
    .set({ name, bodyMarkdown, updatedAt })
    .where(
      and(
        eq(replyTemplate.organizationId, row.organizationId),
        eq(sql`lower(${replyTemplate.name})`, sql`lower(${name})`),
      ),
    )
    .returning(templateColumns);
  if (rewritten) return { template: rewritten, isNew: false };
  const [made] = await tx.insert(replyTemplate).values(row).onConflictDoNothing().returning(templateColumns);
  return made ? { template: made, isNew: true } : null;
}

/** Null when the organization has no such template. */
export async function deleteTemplate(
  tx: Tx,
  organizationId: string,
  id: string,
): Promise<TemplateRow | null> {
  const [row] = await tx
    .delete(replyTemplate)
    .where(and(eq(replyTemplate.organizationId, organizationId), eq(replyTemplate.id, id)))
    .returning(templateColumns);
  return row ?? null;
}
