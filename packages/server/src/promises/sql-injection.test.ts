import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bug } from '../db/tables/bugs.ts';
import { person } from '../db/tables/people.ts';
import { openTestApp, type TestApp } from '../web/test/app.ts';
import { type Fixtures, fixturePath, makeFixtures } from '../web/test/fixtures.ts';

let app: TestApp;
let fixtures: Fixtures;
beforeAll(async () => {
  app = await openTestApp();
  fixtures = await app.database.transaction((tx) => makeFixtures(tx, app.world, new Date()));
  await app.files.put({ id: fixtures.attachmentId, part: 'content' }, Buffer.from('proof'));
});
afterAll(() => app.close());

const attacks = [
  "' or '1'='1",
  "'; drop table bug; --",
  '1) union select handle, email, password_hash from person --',
  "\\'; update person set staff='administrator'; --",
  "%' and 1=cast((select email from person limit 1) as int) --",
  '$1; select pg_sleep(5)',
];
/** Names under which the product's pages read their address. */
const names =
  'q after before cursor sort state kind severity asset source assignee label age text organization next done title'.split(
    ' ',
  );

test('an attack in any parameter of any page is text: nothing breaks, leaks or changes', async () => {
  const reader = await app.as('tom');
  const bugsBefore = await app.database.query.$count(bug);
  for (const { url } of app.routes.filter(({ method, actor }) => method === 'GET' && actor === 'cookie')) {
    for (const attack of attacks) {
      const query = new URLSearchParams(names.map((name) => [name, attack]));
      const { status, body } = await reader.get(`${fixturePath(url, fixtures, app.world)}?${query}`);
      expect([url, attack, status < 500]).toEqual([url, attack, true]);
      expect(body).not.toMatch(/syntax error|(?<!tom)@people\.test|SQLSTATE/);
    }
  }
  expect(await app.database.query.$count(bug)).toBe(bugsBefore);
}, 120_000);

test('an attack in the path finds nothing', async () => {
  const reader = await app.as('tom');
  for (const attack of attacks)
    for (const prefix of ['/bugs/', '/organizations/', '/people/', '/reports/', '/attachments/']) {
      const { status } = await reader.get(`${prefix}${encodeURIComponent(attack)}`);
      expect([prefix, attack, status]).toEqual([prefix, attack, 404]);
    }
});

test('an attack in a form is stored as it was typed', async () => {
  const reader = await app.as('sam');
  const bio = "'); update person set staff = 'administrator'; --";
  const { status } = await reader.post('/account/profile', { handle: 'sam', displayName: 'Sam', bio });
  expect(status).toBe(303);
  const [sam] = await app.database.query.select({ bio: person.bio }).from(person).where(sql`handle = 'sam'`);
  expect(sam?.bio).toBe(bio);
  const staff = await app.database.query
    .select({ handle: person.handle })
    .from(person)
    .where(sql`staff = 'administrator'`);
  expect(staff.map(({ handle }) => handle)).toEqual(['ada']);
});
