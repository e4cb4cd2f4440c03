import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../db/test/database.ts';
import type { SignedIn } from '../web/signed-in.ts';
import { endSession, endSessions, renewSession, startSession, touchSession } from './session.ts';
import { signedIn } from './signed-in.ts';
import { sessionsOf } from './store/sessions.ts';
import { makePerson } from './test/person.ts';

const day = 86_400_000;
const start = new Date('2026-11-24T10:00:00Z');
const after = (ms: number) => new Date(start.getTime() + ms);
const device = {
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  address: '192.0.2.7',
};
let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

const sign = (personId: string, now = start, earlierToken?: string) =>
  database.transaction((tx) => startSession(tx, personId, { device, method: 'password', earlierToken }, now));
const holder = (token: string, now = start): Promise<SignedIn | null> => signedIn(database.query, token, now);

test('a session knows its person, and stores only a hash of its token', async () => {
  const ada = await makePerson(database, { handle: 'ada', staff: 'moderator' });
  const { token, id } = await sign(ada.id);
  expect(await holder(token)).toMatchObject({
    sessionId: id,
    handle: 'ada',
    actor: { type: 'person', id: ada.id, staff: 'moderator', blocked: false, scopes: null },
    unreadNotifications: 0,
    organizations: [],
  });
  expect(token).toHaveLength(43);
  const { rows } = await database.query.execute<{ text: string }>(
    'select session::text as text from session',
  );
  expect(JSON.stringify(rows)).not.toContain(token);
});

test('a session ends after 14 unused days, and after 60 days however much it is used', async () => {
  const { id: personId } = await makePerson(database, {});
  const { token, id } = await sign(personId);
  expect(await holder(token, after(14 * day - 1))).not.toBeNull();
  expect(await holder(token, after(14 * day))).toBeNull();
  for (let used = 0; used < 60; used += 10) await touchSession(database.query, id, after(used * day));
  expect(await holder(token, after(60 * day - 1))).not.toBeNull();
  expect(await holder(token, after(60 * day))).toBeNull();
});

test('session fixation: the session a browser came with ends when somebody signs in', async () => {
  const [eve, ada] = [await makePerson(database, {}), await makePerson(database, {})];
  const planted = await sign(eve.id);
  const own = await sign(ada.id, start, planted.token);
  expect(own.token).not.toBe(planted.token);
  expect(await holder(planted.token)).toBeNull();
  expect((await holder(own.token))?.actor.id).toBe(ada.id);
});

test('giving proof again changes the token and leaves the old one dead', async () => {
  const { id: personId } = await makePerson(database, {});
  const first = await sign(personId);
  const later = after(3_600_000);
  const token = await database.transaction((tx) => renewSession(tx, first.id, later));
  expect(await holder(first.token, later)).toBeNull();
  expect(await holder(token ?? '', later)).toMatchObject({ sessionId: first.id, authenticatedAt: later });
});

test('a session is ended by its owner alone; the others end together and this one stays', async () => {
  const [ada, eve] = [await makePerson(database, {}), await makePerson(database, {})];
  const [here, there, foreign] = [await sign(ada.id), await sign(ada.id), await sign(eve.id)];
  expect(await database.transaction((tx) => endSession(tx, eve.id, there.id, start))).toBe(false);
  expect(await holder(there.token)).not.toBeNull();
  await database.transaction((tx) => endSessions(tx, ada.id, { reason: 'asked', except: here.id }, start));
  expect((await sessionsOf(database.query, ada.id, start)).map(({ id }) => id)).toEqual([here.id]);
  expect(await holder(foreign.token)).not.toBeNull();
});
