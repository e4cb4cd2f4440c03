import type { Tx } from '../db/transaction.ts';
import { newId } from '../id.ts';
import { readInstanceSettings } from '../settings/store.ts';
import { normalHost, organizationDomain } from './domain.ts';
import { keyChoice, keyOf, slugChoice, slugOf } from './slug.ts';
import { type AssetRow, assetByIdentifier, insertAsset } from './store/assets.ts';
import { insertOrganization, type OrganizationRow, organizationByDomain } from './store/organizations.ts';

export interface Found {
  organization: OrganizationRow;
  /** The website at exactly that host. */
  asset: AssetRow;
  /** Whether nobody had reported anything about the domain before. */
  created: boolean;
}

/**
 * The organization a host belongs to, with the website at it; both are made, unclaimed, when the domain was never
 * heard of. Two at once get the same ones. The host is a name or an address without port.
 */
export async function findOrCreateForDomain(tx: Tx, host: string, now: Date): Promise<Found> {
  const domain = organizationDomain(host);
  const known = await organizationByDomain(tx, domain);
  const organization = known ?? (await createUnclaimed(tx, domain, now));
  return { organization, asset: await websiteAt(tx, organization.id, host, now), created: known === null };
}

const mostChoices = 1000;

async function createUnclaimed(tx: Tx, domain: string, now: Date): Promise<OrganizationRow> {
  const slug = slugOf(domain);
  const key = keyOf(domain);
  const { defaultDisclosure } = await readInstanceSettings(tx);
  for (let attempt = 1; attempt <= mostChoices; attempt++) {
    const inserted = await insertOrganization(tx, {
      id: newId(now),
      slug: slugChoice(slug, attempt),
      key: keyChoice(key, attempt),
      name: domain.slice(0, 120),
      domain,
      defaultDisclosure,
      createdAt: now,
    });
    if (inserted) return inserted;
    const rival = await organizationByDomain(tx, domain);
    if (rival) return rival;
  }
  throw new Error(`Expected a free slug and key for ${domain}, found ${mostChoices} of each taken.`);
}

async function websiteAt(tx: Tx, organizationId: string, host: string, now: Date): Promise<AssetRow> {
  const identifier = normalHost(host);
  const known = await assetByIdentifier(tx, organizationId, 'website', identifier);
  if (known) return known;
  const inserted = await insertAsset(tx, {
    id: newId(now),
    organizationId,
    type: 'website',
    identifier,
    name: identifier.slice(0, 120),
    createdAt: now,
  });
  const found = inserted ?? (await assetByIdentifier(tx, organizationId, 'website', identifier));
  if (!found) throw new Error(`Expected the website ${identifier} to exist after inserting it.`);
  return found;
}
