import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { membership, organization } from '../db/tables/organizations.ts';
import { person as personTable } from '../db/tables/people.ts';
import type { TestDatabase } from '../db/test/database.ts';
import { newId } from '../id.ts';
import { system } from '../permission/actor.ts';
import { can } from '../permission/can.ts';
import { instance } from '../permission/object.ts';
import { makeApiToken, revokeApiToken } from './api-tokens.ts';
import { deleteAccount, deletionObstacles } from './deletion.ts';
import { sweepAccounts } from './jobs.ts';
import { startSession } from './session.ts';
import { signedIn, tokenActor } from './signed-in.ts';
import { blockPerson, changeStaffRole, unblockPerson } from './standing.ts';
import { device, lastLetter, openAccounts } from './test/fixture.ts';
import { makePerson } from './test/person.ts';

const now = new Date('2026-11-24T10:00:00Z');
const after = (seconds: number) => new Date(now.getTime() + seconds * 1000);
let database: TestDatabase;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ database, close } = await openAccounts());
  await makePerson(database, { handle: 'root', staff: 'administrator' });
});
afterAll(() => close());

const session = async (personId: string) =>
  (
    await database.transaction((tx) =>
      startSession(tx, personId, { device, method: 'password', earlierToken: undefined }, now),
    )
  ).token;
const newToken = async (
  personId: string,
  scopes: readonly ('read' | 'manage')[],
  expiresAt: Date | null = null,
) =>
  (await database.transaction((tx) =>
    makeApiToken(tx, personId, { name: 'ci', scopes, expiresAt }, now),
  )) ?? {
    id: '',
    token: '',
  };

test('sessions die with a change of the staff role and with a block', async () => {
  const { id } = await makePerson(database, { staff: 'moderator' });
  const first = await session(id);
  await database.transaction((tx) => changeStaffRole(tx, { personId: id, staff: null, actor: system }, now));
  expect(await signedIn(database.query, first, now)).toBeNull();
  const second = await session(id);
  await database.transaction((tx) => blockPerson(tx, { personId: id, reason: 'spam', actor: system }, now));
  expect(await signedIn(database.query, second, now)).toBeNull();
  const blocked = await signedIn(database.query, await session(id), now);
  expect(blocked?.actor).toMatchObject({ blocked: true, staff: null });
  expect(blocked && can(blocked.actor, 'report.create', instance)).toBe(false);
  await database.transaction((tx) => unblockPerson(tx, { personId: id, actor: system }, now));
  expect((await signedIn(database.query, await session(id), now))?.actor.blocked).toBe(false);
});

test('the last administrator cannot step down, be blocked or leave; of two at once one stays', async () => {
  const [{ id: first } = { id: '' }] = await database.query
    .select({ id: personTable.id })
    .from(personTable)
    .where(eq(personTable.handle, 'root'));
  const stepDown = (personId: string) =>
    database.transaction((tx) => changeStaffRole(tx, { personId, staff: null, actor: system }, now));
  expect(await stepDown(first)).toBe('last-administrator');
  expect(await database.transaction((tx) => deleteAccount(tx, first, now))).toBe(false);
  const { id: second } = await makePerson(database, { staff: 'administrator' });
  expect((await Promise.all([stepDown(first), stepDown(second)])).sort()).toEqual([
    'done',
    'last-administrator',
  ]);
});

test('token scope escalation: a token may what its scopes and its person may, and nothing else', async () => {
  const { id } = await makePerson(database, {});
  const reader = await tokenActor(database.query, (await newToken(id, ['read'])).token, now);
  expect(reader).toMatchObject({ type: 'person', id, scopes: new Set(['read']) });
  expect(reader && can(reader, 'account.use', instance)).toBe(false);
  expect(reader && can(reader, 'instance.read', instance)).toBe(true);
  const manager = await tokenActor(database.query, (await newToken(id, ['manage'])).token, now);
  expect(manager && can(manager, 'instance.administer', instance)).toBe(false);
});

test('a token ends when it is revoked by its owner, runs out, or never was; its last use is coarse', async () => {
  const [{ id }, eve] = [await makePerson(database, {}), await makePerson(database, {})];
  const made = await newToken(id, ['read'], after(3600));
  expect(await tokenActor(database.query, made.token, after(3600))).toBeNull();
  expect(await tokenActor(database.query, `${made.token}x`, now)).toBeNull();
  expect(await tokenActor(database.query, made.token.slice(3), now)).toBeNull();
  await tokenActor(database.query, made.token, now);
  await tokenActor(database.query, made.token, after(60));
  const { rows } = await database.query.execute(
    sql`select last_used_at = ${now.toISOString()}::timestamptz as first from api_token where id = ${made.id}`,
  );
  expect(rows).toEqual([{ first: true }]);
  expect(await database.transaction((tx) => revokeApiToken(tx, eve.id, made.id, now))).toBe(false);
  expect(await database.transaction((tx) => revokeApiToken(tx, id, made.id, now))).toBe(true);
  expect(await tokenActor(database.query, made.token, now)).toBeNull();
});

test('a deleted account leaves a tombstone: what was theirs is gone, what opens it is dead', async () => {
  const { id, handle, email } = await makePerson(database, { handle: 'leaver' });
  const [cookie, { token }] = [await session(id), await newToken(id, ['read'])];
  expect(await database.transaction((tx) => deleteAccount(tx, id, now))).toBe(true);
  expect(await signedIn(database.query, cookie, now)).toBeNull();
  expect(await tokenActor(database.query, token, now)).toBeNull();
  const [row] = await database.query.select().from(personTable).where(eq(personTable.id, id));
  expect(row).toMatchObject({ email: null, passwordHash: null, bio: '', displayName: '', deletedAt: now });
  expect(row?.handle).toMatch(/^deleted-[0-9a-f]{12}$/);
  expect((await lastLetter(database, email ?? ''))?.subject).toBe('Your BugHeist account was deleted');
  await makePerson(database, { handle, email });
});

test('the only owner of an organization hands it over before leaving', async () => {
  const [olga, otto] = [await makePerson(database, {}), await makePerson(database, {})];
  const organizationId = newId(now);
  await database.query.insert(organization).values({
    id: organizationId,
    slug: 'acme',
    key: 'ACME',
    name: 'Acme',
    staffedAt: now,
    createdAt: now,
  });
  const join = (personId: string) =>
    database.query.insert(membership).values({ organizationId, personId, role: 'owner', createdAt: now });
  await join(olga.id);
  expect(await deletionObstacles(database.query, olga.id)).toEqual({
    lastAdministrator: false,
    soleOwnerOf: ['Acme'],
  });
  expect(await database.transaction((tx) => deleteAccount(tx, olga.id, now))).toBe(false);
  await join(otto.id);
  expect(await database.transaction((tx) => deleteAccount(tx, olga.id, now))).toBe(true);
});

test('what has run out is swept away', async () => {
  const { id } = await makePerson(database, {});
  const cookie = await session(id);
  await sweepAccounts(database, after(13 * 86_400));
  expect(await signedIn(database.query, cookie, now)).not.toBeNull();
  await sweepAccounts(database, after(15 * 86_400));
  expect(await signedIn(database.query, cookie, now)).toBeNull();
});
