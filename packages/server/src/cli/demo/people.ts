import { randomBytes } from 'node:crypto';
import { hashPassword } from '../../account/password.ts';
import { membership } from '../../db/tables/organizations.ts';
import { person } from '../../db/tables/people.ts';
import type { Tx } from '../../db/transaction.ts';
import { newId } from '../../id.ts';
import type { PersonActor, Role, StaffRole } from '../../permission/actor.ts';

export type DemoHandle = 'admin' | 'owner' | 'triager' | 'developer' | 'hunter';

export interface DemoAccount {
  id: string;
  handle: DemoHandle;
  role: Role | null;
  what: string;
  password: string;
}

const accounts: readonly {
  handle: DemoHandle;
  name: string;
  what: string;
  role?: Role;
  staff?: StaffRole;
}[] = [
  { handle: 'admin', name: 'Ada Admin', what: 'administrator of the instance', staff: 'administrator' },
  { handle: 'owner', name: 'Olga Owner', what: 'owner of both organizations', role: 'owner' },
  { handle: 'triager', name: 'Tom Triager', what: 'triager of both', role: 'triager' },
  { handle: 'developer', name: 'Dana Developer', what: 'developer of both', role: 'developer' },
  { handle: 'hunter', name: 'Hanna Hunter', what: 'reports bugs' },
];

/** The demo's people. Their password is one that no other demo has: printed once, gone with the demo. */
export async function makeDemoPeople(
  tx: Tx,
  organizationIds: readonly string[],
  now: Date,
): Promise<DemoAccount[]> {
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
    if (role)
      await tx
        .insert(membership)
        .values(
          organizationIds.map((organizationId) => ({ organizationId, personId: id, role, createdAt: now })),
        );
    made.push({ id, handle, role: role ?? null, what, password });
  }
  return made;
}

/** One of these people acting in the seeding, with what they are in that organization. */
export const demoActor = ({ id, role }: DemoAccount, organizationId: string): PersonActor => ({
  type: 'person',
  id,
  staff: null,
  roles: new Map(role ? [[organizationId, role]] : []),
  blocked: false,
  scopes: null,
});

/** Throws for a handle the demo has nobody of. */
export function accountOf(people: readonly DemoAccount[], handle: DemoHandle): DemoAccount {
  const account = people.find((one) => one.handle === handle);
  if (!account) throw new Error(`Expected the demo to have an account ${handle}.`);
  return account;
}
