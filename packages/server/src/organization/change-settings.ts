import type { AssetType } from '@bugheist/bug/asset';
import { recordAudit } from '../audit/record.ts';
import type { Tx } from '../db/transaction.ts';
import { newId } from '../id.ts';
import type { Actor } from '../permission/actor.ts';
import { notFound, Refusal } from '../refusal.ts';
import { type AssetRow, insertAsset, updateAsset } from './store/assets.ts';
import {
  deleteLabel,
  deleteTemplate,
  insertLabel,
  type LabelRow,
  saveTemplate,
  type TemplateRow,
} from './store/labels.ts';
import { type OrganizationRow, updateOrganization } from './store/organizations.ts';

/** The caller of each of these has checked `organization.manage`. */
export interface Managing {
  organization: OrganizationRow;
  actor: Actor;
}

export async function changeSettings(
  tx: Tx,
  { organization, actor }: Managing,
  change: { name: string; description: string; defaultDisclosure: 'private' | 'full' },
  now: Date,
): Promise<void> {
  await updateOrganization(tx, organization.id, change);
  const { name, defaultDisclosure } = change;
  await record(tx, { organization, actor }, 'organization.change', { name, defaultDisclosure }, now);
}

/** Throws `invalid` when the organization has one of that type and identifier, archived or not. */
export async function addAsset(
  tx: Tx,
  managing: Managing,
  asset: { type: AssetType; identifier: string; name: string; description: string },
  now: Date,
): Promise<AssetRow> {
  const { organization } = managing;
  const row = { ...asset, name: asset.name || asset.identifier.slice(0, 120) };
  const added = await insertAsset(tx, {
    id: newId(now),
    organizationId: organization.id,
    ...row,
    createdAt: now,
  });
  if (!added) throw taken('identifier', 'This asset is listed already, perhaps among the archived ones.');
  const { type, identifier } = asset;
  await record(tx, managing, 'asset.add', { type, identifier }, now);
  return added;
}

/** An archived asset keeps its bugs and is no longer offered to reporters; the other way round as well. */
export async function archiveAsset(
  tx: Tx,
  managing: Managing,
  { id, archived }: { id: string; archived: boolean },
  now: Date,
): Promise<AssetRow> {
  const archivedAt = archived ? now : null;
  const changed = await updateAsset(tx, managing.organization.id, id, { archivedAt });
  if (!changed) throw notFound('asset');
  await record(tx, managing, archived ? 'asset.archive' : 'asset.restore', { asset: id }, now);
  return changed;
}

/** Throws `invalid` when there is one of that name. */
export async function addLabel(tx: Tx, managing: Managing, name: string, now: Date): Promise<LabelRow> {
  const row = { id: newId(now), organizationId: managing.organization.id, name, createdAt: now };
  const label = await insertLabel(tx, row);
  if (!label) throw taken('name', 'There is a label of that name already.');
  await record(tx, managing, 'label.add', { name }, now);
  return label;
}

export async function removeLabel(tx: Tx, managing: Managing, id: string, now: Date): Promise<void> {
  const removed = await deleteLabel(tx, managing.organization.id, id);
  if (!removed) throw notFound('label');
  await record(tx, managing, 'label.remove', { name: removed.name }, now);
}

/** A template of that name is written anew; `isNew` says that there was none. */
export async function keepTemplate(
  tx: Tx,
  managing: Managing,
  { name, bodyMarkdown }: { name: string; bodyMarkdown: string },
  now: Date,
): Promise<{ template: TemplateRow; isNew: boolean }> {
  const organizationId = managing.organization.id;
  const saved = await saveTemplate(tx, {
    id: newId(now),
    organizationId,
    name,
    bodyMarkdown,
    createdAt: now,
    updatedAt: now,
  });
  if (!saved) throw taken('name', 'Somebody made a template of that name this very moment.');
  await record(tx, managing, 'template.save', { name }, now);
  return saved;
}

export async function removeTemplate(tx: Tx, managing: Managing, id: string, now: Date): Promise<void> {
  const removed = await deleteTemplate(tx, managing.organization.id, id);
  if (!removed) throw notFound('template');
  await record(tx, managing, 'template.remove', { name: removed.name }, now);
}

async function record(
  tx: Tx,
  { organization, actor }: Managing,
  action: string,
  content: Record<string, unknown>,
  now: Date,
): Promise<void> {
  const objectId = organization.id;
  await recordAudit(tx, { actor, action, objectType: 'organization', objectId, content }, now);
}

const taken = (path: string, message: string): Refusal =>
  new Refusal('invalid', message, { fields: [{ path, message }] });
