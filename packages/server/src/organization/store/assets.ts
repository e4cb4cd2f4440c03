import type { AssetType } from '@bugheist/bug/asset';
import { and, asc, eq, isNull } from 'drizzle-orm';
import { asset } from '../../db/tables/organizations.ts';
import type { Tx } from '../../db/transaction.ts';

const columns = {
  id: asset.id,
  organizationId: asset.organizationId,
  type: asset.type,
  identifier: asset.identifier,
  name: asset.name,
  description: asset.description,
  createdAt: asset.createdAt,
  archivedAt: asset.archivedAt,
};

export type AssetRow = Pick<typeof asset.$inferSelect, keyof typeof columns>;
export type NewAsset = typeof asset.$inferInsert;

/** By name; archived ones only when asked for. */
export async function listAssets(
  tx: Tx,
  organizationId: string,
  { archived = false } = {},
): Promise<AssetRow[]> {
  return tx
    .select(columns)
    .from(asset)
    .where(and(eq(asset.organizationId, organizationId), archived ? undefined : isNull(asset.archivedAt)))
    .orderBy(asc(asset.name), asc(asset.id))
    .limit(1000);
}

/** An asset of that organization, or null. */
export async function assetById(tx: Tx, organizationId: string, id: string): Promise<AssetRow | null> {
  const [row] = await tx
    .select(columns)
    .from(asset)
    .where(and(eq(asset.organizationId, organizationId), eq(asset.id, id)));
  return row ?? null;
}

export async function assetByIdentifier(
  tx: Tx,
  organizationId: string,
  type: AssetType,
  identifier: string,
): Promise<AssetRow | null> {
  const [row] = await tx
    .select(columns)
    .from(asset)
    .where(
      and(eq(asset.organizationId, organizationId), eq(asset.type, type), eq(asset.identifier, identifier)),
    );
  return row ?? null;
}

/** Null when the organization has one of that type and identifier already. */
export async function insertAsset(tx: Tx, row: NewAsset): Promise<AssetRow | null> {
  const [inserted] = await tx.insert(asset).values(row).onConflictDoNothing().returning(columns);
  return inserted ?? null;
}

/** Null when the organization has no such asset. */
export async function updateAsset(
  tx: Tx,
  organizationId: string,
  id: string,
  change: Partial<Pick<NewAsset, 'name' | 'description' | 'archivedAt'>>,
): Promise<AssetRow | null> {
  const [row] = await tx
    .update(asset)
    .set(change)
    .where(and(eq(asset.organizationId, organizationId), eq(asset.id, id)))
    .returning(columns);
  return row ?? null;
}
