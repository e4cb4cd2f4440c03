import { randomBytes } from 'node:crypto';
import { hashPassword } from '../../account/password.ts';
import { membership } from '../../db/tables/organizations.ts';
import { person } from '../../db/tables/people.ts';
import type { Tx } from '../../db/transaction.ts';
import { newId } from '../../id.ts';
import type { PersonActor, Role, StaffRole } from '../../permission/actor.ts';

export interface DemoAccount {
  id: string;
  handle: string;
  what: string;
  password: string;
}

const accounts: readonly { handle: string; name: string; what: string; role?: Role; staff?: StaffRole }[] = [
  { handle: 'admin', name: 'Ada Admin', what: 'administrator of the instance', staff: 'administrator' },
  { handle: 'owner', name: 'Olga Owner', what: 'owner at curl', role: 'owner' },
  { handle: 'triager', name: 'Tom Triager', what: 'triager at curl', role: 'triager' },
  { handle: 'developer', name: 'Dana Developer', what: 'developer at curl', role: 'developer' },
  { handle: 'hunter', name: 'Hanna Hunter', what: 'reports bugs' },
];

/** The demo's people. Their password is one that no other demo has: printed once, gone with the demo. */
export async function makeDemoPeople(tx: Tx, organizationId: string, now: Date): Promise<DemoAccount[]> {
  const password = randomBytes(9).toString('base64url');
  const passwordHash = await hashPassword(password);
  const made: DemoAccount[] = [];
  for (const { handle, name, what, role, staff } of accounts) {
    const id = newId(now);
    await tx.insert(person).values({
      id,
      handle,
      displayName: name,
      email: `${handle}@demo.invalid`,
      passwordHash,
      staff: staff ?? null,
      profilePublic: true,
      createdAt: now,
    });
    if (role) await tx.insert(membership).values({ organizationId, personId: id, role, createdAt: now });
    made.push({ id, handle, what, password });
  }
  return made;
}

/** A member of the organization acting in the seeding. */
export const memberActor = (id: string, organizationId: string, role: Role): PersonActor => ({
  type: 'person',
  id,
  staff: null,
  roles: new Map([[organizationId, role]]),
  blocked: false,
  scopes: null,
});
