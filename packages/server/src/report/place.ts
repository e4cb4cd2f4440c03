import { type AssetType, isAssetType } from '@bugheist/bug/asset';
import type { Tx } from '../db/transaction.ts';
import { isId, newId } from '../id.ts';
import { organizationDomain } from '../organization/domain.ts';
import { findOrCreateForDomain } from '../organization/find-or-create.ts';
import { assetById, assetByIdentifier, insertAsset } from '../organization/store/assets.ts';
import {
  type OrganizationRow,
  organizationByDomain,
  organizationBySlug,
} from '../organization/store/organizations.ts';
import type { FieldError } from '../refusal.ts';
import { reportWords } from '../words/report.ts';
import type { ReportContent } from './content.ts';
import { hostOf } from './host-of.ts';

/** Where a bug is, as far as it can be read from the form without asking the database. */
export type Place =
  | { type: 'organization'; slug: string; assetId: string | null; location: string }
  | { type: 'host'; host: string; location: string }
  | { type: 'product'; host: string; assetType: AssetType; assetName: string; location: string };

export type ReadPlace = { ok: true; place: Place } | { ok: false; errors: readonly FieldError[] };

/** Reads the place: the organization the form was opened for, else a product of somebody, else a web address. */
export function readPlace(content: ReportContent): ReadPlace {
  const location = withoutPassword(content.location.trim());
  const { errors } = reportWords;
  if (content.organization !== '')
    return {
      ok: true,
      place: {
        type: 'organization',
        slug: content.organization,
        assetId: isId(content.asset) ? content.asset : null,
        location,
      },
    };
  if (isAssetType(content.assetType) && content.assetType !== 'website') {
    const host = hostOf(content.maker) ?? hostOf(location);
    const wrong: FieldError[] = [];
    if (host === null) wrong.push({ path: 'maker', message: errors.maker });
    if (content.assetName.trim() === '') wrong.push({ path: 'assetName', message: errors.assetName });
    if (host === null || wrong.length > 0) return { ok: false, errors: wrong };
    const { assetType } = content;
    return {
      ok: true,
      place: { type: 'product', host, assetType, assetName: content.assetName.trim(), location },
    };
  }
  const host = hostOf(location);
  if (host === null) {
    const message = location === '' ? errors.location : errors.notAnAddress;
    return { ok: false, errors: [{ path: 'location', message }] };
  }
  return { ok: true, place: { type: 'host', host, location } };
}

/** The organization a place belongs to, when it is known already. Makes nothing. */
export function organizationAt(tx: Tx, place: Place): Promise<OrganizationRow | null> {
  if (place.type === 'organization') return organizationBySlug(tx, place.slug);
  return organizationByDomain(tx, organizationDomain(place.host));
}

export interface FoundPlace {
  organization: OrganizationRow;
  assetId: string | null;
  location: string;
}

/**
 * The organization and asset to file under; an organization nobody has heard of is made from the domain. Null when
 * the form was opened for an organization or asset that is gone.
 */
export async function findPlace(tx: Tx, place: Place, now: Date): Promise<FoundPlace | null> {
  const { location } = place;
  if (place.type === 'organization') return placeInOrganization(tx, place);
  const { organization, asset } = await findOrCreateForDomain(tx, place.host, now);
  if (place.type === 'host') return { organization, assetId: asset.id, location };
  return {
    organization,
    assetId: await productOf(tx, organization, place, now),
    location: location === '' ? place.assetName : location,
  };
}

async function placeInOrganization(
  tx: Tx,
  place: Extract<Place, { type: 'organization' }>,
): Promise<FoundPlace | null> {
  const organization = await organizationBySlug(tx, place.slug);
  if (!organization) return null;
  const { location } = place;
  if (place.assetId !== null) {
    const asset = await assetById(tx, organization.id, place.assetId);
    if (!asset || asset.archivedAt !== null) return null;
    return { organization, assetId: asset.id, location: location === '' ? asset.name : location };
  }
  const host = hostOf(location);
  const website = host === null ? null : await assetByIdentifier(tx, organization.id, 'website', host);
  return { organization, assetId: website?.id ?? null, location };
}

/** Who answers for an organization says what its products are; strangers add to the list only while nobody does. */
async function productOf(
  tx: Tx,
  organization: OrganizationRow,
  { assetType, assetName }: Extract<Place, { type: 'product' }>,
  now: Date,
): Promise<string | null> {
  const known = await assetByIdentifier(tx, organization.id, assetType, assetName);
  if (known) return known.archivedAt === null ? known.id : null;
  if (organization.staffedAt !== null) return null;
  const inserted = await insertAsset(tx, {
    id: newId(now),
    organizationId: organization.id,
    type: assetType,
    identifier: assetName,
    name: assetName,
    createdAt: now,
  });
  return (inserted ?? (await assetByIdentifier(tx, organization.id, assetType, assetName)))?.id ?? null;
}

const withoutPassword = (location: string): string =>
  location.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#\s]*@/i, '$1');
