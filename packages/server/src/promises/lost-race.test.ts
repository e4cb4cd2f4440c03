import { afterAll, beforeAll, expect, test } from 'vitest';
import { invitation, membership } from '../db/tables/organizations.ts';
import { person } from '../db/tables/people.ts';
import { openTestApp, type TestApp } from '../web/test/app.ts';
import { invitationToken, makeFixtures } from '../web/test/fixtures.ts';
import { openApiToken } from '../web/test/world.ts';

/**
 * Requests that arrive at once and want the same thing. Only a real server runs them at the same time; the embedded
 * database takes one after the other.
 */
let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
  await app.database.transaction((tx) => makeFixtures(tx, app.world, new Date()));
});
afterAll(() => app.close());

test('of six people who take one handle at once, one has it and the others are told', async () => {
  const handles = ['rita', 'sam', 'tom', 'dan', 'vic', 'otto'];
  const browsers = await Promise.all(handles.map((handle) => app.as(handle)));
  const answers = await Promise.all(
    browsers.map((browser) =>
      browser.post('/account/profile', { handle: 'wanted', displayName: 'Me', bio: '' }),
    ),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 422, 422, 422, 422, 422]);
  const people = await app.database.query.select({ handle: person.handle }).from(person);
  expect(people.filter(({ handle }) => handle === 'wanted')).toHaveLength(1);
});

test('an invitation takes in one of those who accept it at once', async () => {
  const members = async () => (await app.database.query.select().from(membership)).length;
  const before = await members();
  const strangers = ['mod', 'ada'];
  const tokens = await app.database.transaction((tx) =>
    Promise.all(
      strangers.map((handle) => openApiToken(tx, app.world.person(handle), ['manage'], new Date())),
    ),
  );
  const answers = await Promise.all(
    tokens.map((token) =>
      app.server.inject({
        method: 'POST',
        url: '/api/v1/invitations/acceptance',
        headers: {
          host: 'localhost:8000',
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
        },
        payload: JSON.stringify({ token: invitationToken }),
      }),
    ),
  );
  expect(answers.filter(({ statusCode }) => statusCode < 300)).toHaveLength(1);
  expect(answers.filter(({ statusCode }) => statusCode >= 500)).toEqual([]);
  expect(await members()).toBe(before + 1);
  const used = await app.database.query.select({ by: invitation.acceptedBy }).from(invitation);
  expect(used.filter(({ by }) => by !== null)).toHaveLength(1);
});

test('a report sent twelve times at once with one Idempotency-Key is filed once', async () => {
  const token = await app.database.transaction((tx) =>
    openApiToken(tx, app.world.person('sam'), ['report'], new Date()),
  );
  const answers = await Promise.all(
    Array.from({ length: 12 }, () =>
      app.server.inject({
        method: 'POST',
        url: '/api/v1/reports',
        headers: {
          host: 'localhost:8000',
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'idempotency-key': 'once',
        },
        payload: JSON.stringify({
          title: 'The cart shows what others bought',
          body: 'Open /cart?id=2 without signing in.',
          kind: 'security',
          severity: 'high',
          location: 'https://fresh.test/cart',
        }),
      }),
    ),
  );
  expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(12).fill(201));
  expect(new Set(answers.map((answer) => answer.json().id)).size).toBe(1);
});
