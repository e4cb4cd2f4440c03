import { createHash, randomBytes } from 'node:crypto';
import { membership, organization } from '../../db/tables/organizations.ts';
import { apiToken, person, session } from '../../db/tables/people.ts';
import type { Tx } from '../../db/transaction.ts';
import { newId } from '../../id.ts';
import type { Role, Scope, StaffRole } from '../../permission/actor.ts';

/** People and organizations for tests. Every address of theirs ends in `@people.test`, so a leak is easy to see. */
export interface World {
  /** The id of a person; throws for nobody. */
  person(handle: string): string;
  organization(slug: string): string;
}

const people: readonly { handle: string; name: string; staff?: StaffRole; role?: Role; at?: string }[] = [
  { handle: 'rita', name: 'Rita Reporter' },
  { handle: 'sam', name: 'Sam Stranger' },
  { handle: 'olga', name: 'Olga Owner', role: 'owner', at: 'acme' },
  { handle: 'mia', name: 'Mia Manager', role: 'manager', at: 'acme' },
  { handle: 'tom', name: 'Tom Triager', role: 'triager', at: 'acme' },
  { handle: 'dan', name: 'Dan Developer', role: 'developer', at: 'acme' },
  { handle: 'vic', name: 'Vic Viewer', role: 'viewer', at: 'acme' },
  { handle: 'otto', name: 'Otto Otherowner', role: 'owner', at: 'globex' },
  { handle: 'mod', name: 'Mo Derator', staff: 'moderator' },
  { handle: 'ada', name: 'Ada Administrator', staff: 'administrator' },
];

const organizations = [
  { slug: 'acme', key: 'ACME', name: 'Acme', domain: 'acme.test', staffed: true },
  { slug: 'globex', key: 'GLOBEX', name: 'Globex', domain: 'globex.test', staffed: true },
  { slug: 'nobody-here', key: 'NOBODY', name: 'Nobody Here', domain: 'nobody-here.test', staffed: false },
];

export async function makeWorld(tx: Tx, now: Date): Promise<World> {
  const ids = new Map<string, string>();
  for (const { slug, key, name, domain, staffed } of organizations) {
    ids.set(slug, newId(now));
    await tx.insert(organization).values({
      id: ids.get(slug) ?? '',
      slug,
      key,
      name,
      domain,
      staffedAt: staffed ? now : null,
      createdAt: now,
    });
  }
  const find = (name: string) => {
    const id = ids.get(name);
    if (id === undefined) throw new Error(`There is no "${name}" in the tests' world.`);
    return id;
  };
  for (const { handle, name, staff, role, at } of people) {
    ids.set(handle, newId(now));
    await tx.insert(person).values({
      id: find(handle),
      handle,
      displayName: name,
      email: `${handle}@people.test`,
      staff: staff ?? null,
      profilePublic: handle === 'rita',
      createdAt: now,
    });
    if (role && at)
      await tx
        .insert(membership)
        .values({ organizationId: find(at), personId: find(handle), role, createdAt: now });
  }
  return { person: find, organization: find };
}

/** A session as sign-in would start it. */
export async function openSession(
  tx: Tx,
  personId: string,
  now: Date,
): Promise<{ id: string; token: string }> {
  const token = randomBytes(32).toString('base64url');
  const id = newId(now);
  await tx.insert(session).values({
    id,
    tokenHash: createHash('sha256').update(token).digest(),
    personId,
    createdAt: now,
    authenticatedAt: now,
    lastSeenAt: now,
    expiresAt: new Date(now.getTime() + 24 * 3600_000),
    userAgent: 'Tests/1.0',
    address: '198.51.100.7',
  });
  return { id, token };
}

/** An API token as the account page would make it. */
export async function openApiToken(
  tx: Tx,
  personId: string,
  scopes: readonly Scope[],
  now: Date,
): Promise<string> {
  const token = `bh_${randomBytes(32).toString('base64url')}`;
  await tx.insert(apiToken).values({
    id: newId(now),
    personId,
    name: 'tests',
    tokenHash: createHash('sha256').update(token).digest(),
    prefix: token.slice(0, 7),
    scopes: [...scopes],
    createdAt: now,
  });
  return token;
}
