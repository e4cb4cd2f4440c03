import { recordAudit } from '../audit/record.ts';
import type { Tx } from '../db/transaction.ts';
import { newId } from '../id.ts';
import { type Actor, personId } from '../permission/actor.ts';
import { Refusal } from '../refusal.ts';
import { readInstanceSettings } from '../settings/store.ts';
import { normalHost, organizationDomain } from './domain.ts';
import { addMember } from './members.ts';
import { isKey, isSlug } from './slug.ts';
import {
  insertOrganization,
  type OrganizationRow,
  organizationByDomain,
  organizationByKey,
  organizationBySlug,
} from './store/organizations.ts';

export interface NewOrganizationRequest {
  name: string;
  /** In addresses. */
  slug: string;
  /** Before the numbers of its bugs. */
  key: string;
  /** A host of it, or empty. */
  domain: string;
  /** Handle of its first owner. */
  owner: string;
  actor: Actor;
}

/** Words that are addresses of their own. */
const reservedSlugs: ReadonlySet<string> = new Set(['new']);

/** An organization with its owner. The caller has checked `instance.administer`. */
export async function createOrganization(
  tx: Tx,
  request: NewOrganizationRequest,
  now: Date,
): Promise<OrganizationRow> {
  const { name, slug, actor } = request;
  const key = request.key.toUpperCase();
  const domain = request.domain.trim() === '' ? null : organizationDomain(request.domain);
  await requireFree(tx, { slug, key, domain });
  const organization = await insertOrganization(tx, {
    id: newId(now),
    slug,
    key,
    name,
    domain,
    defaultDisclosure: (await readInstanceSettings(tx)).defaultDisclosure,
    createdAt: now,
    createdBy: personId(actor),
  });
  if (!organization)
    throw new Refusal('conflict', 'Somebody took that name this very moment. Choose another.');
  await addOwner(tx, organization.id, request, now);
  await recordAudit(
    tx,
    {
      actor,
      action: 'organization.create',
      objectType: 'organization',
      objectId: organization.id,
      content: { slug, key },
    },
    now,
  );
  return organization;
}

async function addOwner(tx: Tx, organizationId: string, request: NewOrganizationRequest, now: Date) {
  const { owner: handle, actor } = request;
  try {
    await addMember(tx, { organizationId, handle, role: 'owner', actor }, now);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'invalid') throw invalid('owner', error.message);
    throw error;
  }
}

async function requireFree(
  tx: Tx,
  { slug, key, domain }: { slug: string; key: string; domain: string | null },
): Promise<void> {
  if (!isSlug(slug) || reservedSlugs.has(slug))
    throw invalid('slug', 'Use small letters, digits and single hyphens, such as acme or acme-labs.');
  if (!isKey(key)) throw invalid('key', 'Use two to ten letters and digits, a letter first, such as ACME.');
  if (await organizationBySlug(tx, slug)) throw invalid('slug', 'Another organization has that address.');
  if (await organizationByKey(tx, key)) throw invalid('key', 'Another organization numbers its bugs so.');
  if (domain === null) return;
  if (!/^[^\s/@]+$/.test(normalHost(domain)))
    throw invalid('domain', 'Write a domain such as example.com, without https://.');
  const known = await organizationByDomain(tx, domain);
  if (known)
    throw invalid(
      'domain',
      `${domain} belongs to ${known.name} already, which was made when somebody reported a bug there. Add members to it instead.`,
    );
}

const invalid = (path: string, message: string): Refusal =>
  new Refusal('invalid', message, { fields: [{ path, message }] });
