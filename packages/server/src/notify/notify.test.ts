import { desc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bug, notification } from '../db/tables/bugs.ts';
import { mail } from '../db/tables/operation.ts';
import { membership } from '../db/tables/organizations.ts';
import { newId } from '../id.ts';
import { openTestApp, type TestApp } from '../web/test/app.ts';
import { mailNext } from './mail-notifications.ts';

let app: TestApp;
const started = new Date('2026-03-01T10:00:00Z');
const later = (minutes: number) => new Date(started.getTime() + minutes * 60_000);
const key = new Uint8Array(32).fill(7);

beforeAll(async () => {
  app = await openTestApp();
  await app.database.transaction(async (tx) => {
    const bugId = newId(started);
    await tx.insert(bug).values({
      id: bugId,
      organizationId: app.world.organization('acme'),
      number: 7,
      title: 'A very secret title',
      kind: 'security',
      state: 'new',
      firstSeenAt: started,
      lastSeenAt: started,
      createdAt: started,
      updatedAt: started,
      stateChangedAt: started,
    });
    const row = { personId: app.world.person('tom'), bugId, createdAt: started };
    await tx.insert(notification).values([
      { ...row, id: newId(started), type: 'filed' },
      { ...row, id: newId(started), type: 'transition', content: { from: 'new', to: 'triaged' } },
    ]);
  });
});
afterAll(() => app.close());

const run = (now: Date) =>
  mailNext({
    transaction: (work) => app.database.transaction(work),
    baseUrl: 'https://bugs.test',
    unsubscribeKey: key,
    now: () => now,
  });

test('a flurry of news makes one letter, after it has settled, and never a second one', async () => {
  expect(await run(later(0.5))).toBe(false);
  expect(await run(later(2))).toBe(true);
  expect(await run(later(3))).toBe(false);
  const letters = await app.database.query.select({ subject: mail.subject, text: mail.textBody }).from(mail);
  expect(letters).toHaveLength(1);
  expect(letters[0]?.subject).toBe('[ACME-7] Several things happened');
  expect(letters[0]?.text).toContain('ACME-7 is now “Triaged”');
});

test('a letter carries no title of a private bug', async () => {
  const [letter] = await app.database.query.select().from(mail).orderBy(desc(mail.id)).limit(1);
  expect(`${letter?.subject} ${letter?.textBody} ${letter?.htmlBody}`).not.toContain('secret title');
});

test('somebody reads their own notifications and nobody else’s', async () => {
  const tom = await app.as('tom');
  expect((await tom.get('/notifications')).body).toContain('ACME-7');
  expect((await (await app.as('sam')).get('/notifications')).body).not.toContain('ACME-7');
  expect((await tom.post('/notifications/read')).status).toBe(303);
  expect((await tom.get('/notifications')).body).not.toContain('notify-unread');
});

test('a notification names its bug while it may be read, and only its number after that', async () => {
  const tom = await app.as('tom');
  expect((await tom.get('/notifications')).body).toContain('A very secret title');
  await app.database.transaction((tx) =>
    tx.delete(membership).where(eq(membership.personId, app.world.person('tom'))),
  );
  const { body } = await tom.get('/notifications');
  expect(body).toContain('ACME-7');
  expect(body).not.toContain('A very secret title');
});

test('the link in a letter stops the letters by a POST, and a forged one does nothing', async () => {
  const [letter] = await app.database.query.select().from(mail).limit(1);
  const link =
    /<https:\/\/bugs\.test(\/unsubscribe\/[^>]+)>/.exec(letter?.headers['List-Unsubscribe'] ?? '')?.[1] ?? '';
  expect(link).not.toBe('');
  // The test's letter is sealed with another key than the application's, so here it is a forgery.
  const forged = await app.server.inject({
    method: 'POST',
    url: link,
    headers: { host: 'localhost:8000', 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'List-Unsubscribe=One-Click',
  });
  expect(forged.statusCode).toBe(404);
});
