import type { TestDatabase } from '../../db/test/database.ts';
import { newId } from '../../id.ts';
import type { StaffRole } from '../../permission/actor.ts';
import { hashPassword } from '../password.ts';
import { insertPerson } from '../store/people.ts';

export const password = 'violet tram ladder';
const hashed = hashPassword(password);
let made = 0;

/** A person with an address of their own and the password above. */
export async function makePerson(
  database: TestDatabase,
  more: { handle?: string; email?: string | null; staff?: StaffRole | null; passwordHash?: string },
  now = new Date('2026-11-01T00:00:00Z'),
) {
  const handle = more.handle ?? `person-${++made}`;
  const person = {
    id: newId(now),
    handle,
    email: more.email === undefined ? `${handle}@example.org` : more.email,
    passwordHash: more.passwordHash ?? (await hashed),
    staff: more.staff ?? null,
    createdAt: now,
  };
  await database.transaction((tx) => insertPerson(tx, person));
  return person;
}
