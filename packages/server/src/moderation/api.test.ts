import { afterAll, beforeAll, expect, test } from 'vitest';
import { fileInWorld } from '../queue/test/fixtures.ts';
import { openTestApp, type TestApp } from '../web/test/app.ts';
import { programOf } from '../web/test/program.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

const hold = { reason: 'Looks like spam', score: 70, signals: ['many links'] };

test('what is held is read and released, or closed as spam with a reason', async () => {
  const first = await fileInWorld(app, { hold });
  const second = await fileInWorld(app, { hold });
  const mod = await programOf(app, 'mod', 'read', 'manage');
  const { items } = (await mod('GET', '/api/v1/moderation/holds')).json();
  expect(items).toMatchObject([
    { bug: first.name, reporter: 'rita', score: 70, signals: ['many links'] },
    { bug: second.name, organization: 'Acme' },
  ]);
  const decide = (index: number, body: object) =>
    mod('POST', `/api/v1/moderation/holds/${items[index].id}/decision`, body);
  expect((await decide(0, { outcome: 'released' })).statusCode).toBe(204);
  expect((await decide(0, { outcome: 'released' })).statusCode).toBe(409);
  expect((await decide(1, { outcome: 'spam' })).json()).toMatchObject({ errors: [{ path: 'reason' }] });
  expect((await decide(1, { outcome: 'spam', reason: 'An advertisement.' })).statusCode).toBe(204);
  expect((await mod('GET', '/api/v1/moderation/holds')).json()).toEqual({ items: [], next: null });
  const tom = await programOf(app, 'tom', 'read', 'manage');
  expect((await tom('GET', `/api/v1/bugs/${first.name}`)).statusCode).toBe(200);
  expect((await tom('GET', '/api/v1/moderation/holds')).statusCode).toBe(403);
});

test('an appeal is answered once, and its appellant reads the answer', async () => {
  const { name, reportId } = await fileInWorld(app);
  const tom = await programOf(app, 'tom', 'read', 'triage');
  const step = { name: 'close-informative', reason: 'Documented.' };
  await tom('POST', `/api/v1/bugs/${name}/transitions`, step, { 'if-match': '*' });
  const rita = await programOf(app, 'rita', 'read', 'report');
  await rita('POST', `/api/v1/reports/${reportId}/appeal`, { text: 'It is on by default.' });
  const mod = await programOf(app, 'mod', 'read', 'manage');
  const { items } = (await mod('GET', '/api/v1/moderation/appeals')).json();
  expect(items).toMatchObject([{ bug: name, by: 'rita', decisionReason: 'Documented.' }]);
  const decision = `/api/v1/moderation/appeals/${items[0].id}/decision`;
  expect((await mod('POST', decision, { outcome: 'upheld', answer: ' ' })).json()).toMatchObject({
    errors: [{ path: 'answer' }],
  });
  const upheld = { outcome: 'upheld', answer: 'You are right.' };
  expect((await mod('POST', decision, upheld)).statusCode).toBe(204);
  expect((await mod('POST', decision, upheld)).statusCode).toBe(409);
  const { latest } = (await rita('GET', `/api/v1/reports/${reportId}/appeal`)).json();
  expect(latest).toMatchObject({ outcome: 'upheld', answer: 'You are right.' });
  expect((await rita('GET', `/api/v1/bugs/${name}`)).json().state).toBe('new');
});
