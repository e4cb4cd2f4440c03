import type { Kind } from '@bugheist/bug/kind';
import { locationKey } from '@bugheist/bug/location-key';
import { recordAudit } from '../audit/record.ts';
import type { Tx } from '../db/transaction.ts';
import { assetById } from '../organization/store/assets.ts';
import type { Actor } from '../permission/actor.ts';
import { Refusal } from '../refusal.ts';
import { expectVersion } from './expect-version.ts';
import { type LoadedBug, lockBug } from './load-bug.ts';
import { recordEvent } from './record-event.ts';
import { type BugChange, changeBug } from './store/bugs.ts';

/** What a bug is called and where it is; what is left out stays. */
export interface Details {
  title?: string;
  kind?: Kind;
  /** CWE number; null for none. */
  weakness?: number | null;
  assetId?: string | null;
  location?: string;
}

export interface DetailsChange {
  bugId: string;
  details: Details;
  actor: Actor;
  expectedVersion: number | null;
}

/**
 * Corrects what a bug says of itself. The caller has checked `bug.triage`. A bug that turns out to be one of security
 * is private again.
 */
export async function changeDetails(
  tx: Tx,
  { bugId, details, actor, expectedVersion }: DetailsChange,
  now: Date,
) {
  const bug = await lockBug(tx, bugId);
  expectVersion(bug, expectedVersion);
  const change = differences(bug, details);
  if (Object.keys(change).length === 0) return;
  await requireAsset(tx, bug, change.assetId ?? null);
  const hides = change.kind === 'security' && (bug.disclosure === 'limited' || bug.disclosure === 'full');
  const key = change.location === undefined ? {} : { locationKey: locationKey(change.location) };
  const hiding = hides ? { disclosure: 'private' as const, publishedAt: null, publishedBy: null } : {};
  await changeBug(tx, bug.id, { ...change, ...key, ...hiding }, now);
  const content = { ...change, ...(hides ? { disclosure: 'private' } : {}) };
  await recordEvent(
    tx,
    { bug, type: 'details-changed', actor, audience: 'members', content, tells: [] },
    now,
  );
  const objectId = bug.name;
  const fields = Object.keys(content);
  await recordAudit(
    tx,
    { actor, action: 'bug.change-details', objectType: 'bug', objectId, content: { fields } },
    now,
  );
}

function differences(bug: LoadedBug, details: Details): BugChange & Details {
  const { title, kind, weakness, assetId, location } = details;
  return {
    ...(title !== undefined && title !== bug.title ? { title } : {}),
    ...(kind !== undefined && kind !== bug.kind ? { kind } : {}),
    ...(weakness !== undefined && weakness !== bug.weakness ? { weakness } : {}),
    ...(assetId !== undefined && assetId !== bug.assetId ? { assetId } : {}),
    ...(location !== undefined && location !== bug.location ? { location } : {}),
  };
}

async function requireAsset(tx: Tx, bug: LoadedBug, assetId: string | null): Promise<void> {
  if (assetId === null || (await assetById(tx, bug.organizationId, assetId))) return;
  const message = `Choose an asset of ${bug.organizationName}.`;
  throw new Refusal('invalid', message, { fields: [{ path: 'asset', message }] });
}
