import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../id.ts';
import { fileInWorld } from '../queue/test/fixtures.ts';
import { openTestApp, type TestApp } from '../web/test/app.ts';
import { programOf } from '../web/test/program.ts';
import { insertNotifications } from './store.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

const list = '/api/v1/notifications';

test('notifications are read page by page, and marked as read one by one or all at once', async () => {
  const { bugId, name } = await fileInWorld(app);
  const row = (handle: string) => {
    const personId = app.world.person(handle);
    return { id: newId(), personId, bugId, type: 'assigned', content: {}, createdAt: app.now() };
  };
  const rows = Array.from({ length: 51 }, () => row('dan'));
  const foreign = row('vic');
  await app.database.transaction((tx) => insertNotifications(tx, [...rows, foreign]));

  const dan = await programOf(app, 'dan', 'read', 'manage');
  const first = (await dan('GET', list)).json();
  expect(first.items[0]).toMatchObject({ bug: name, type: 'assigned', text: 'was assigned', readAt: null });
  const rest = (await dan('GET', `${list}?cursor=${first.next}`)).json();
  expect([first.items.length, rest.items.length, rest.next]).toEqual([50, 1, null]);

  const unread = async () => {
    const { items } = (await dan('GET', list)).json<{ items: { readAt: string | null }[] }>();
    return items.filter(({ readAt }) => readAt === null).length;
  };
  expect((await dan('POST', `${list}/${first.items[0].id}/read`)).statusCode).toBe(204);
  expect(await unread()).toBe(49);
  expect((await dan('POST', `${list}/${foreign.id}/read`)).statusCode).toBe(404);
  expect((await dan('POST', `${list}/read`)).statusCode).toBe(204);
  expect(await unread()).toBe(0);
  const vic = await programOf(app, 'vic', 'read');
  expect((await vic('GET', list)).json().items).toMatchObject([{ readAt: null }]);
});

test('whether they are mailed is chosen by whoever may manage the account', async () => {
  const dan = await programOf(app, 'dan', 'read', 'manage');
  expect((await dan('PUT', `${list}/mail`, { byMail: false })).json()).toEqual({ byMail: false });
  expect((await dan('GET', `${list}/mail`)).json()).toEqual({ byMail: false });
  const reader = await programOf(app, 'dan', 'read');
  expect((await reader('PUT', `${list}/mail`, { byMail: true })).statusCode).toBe(403);
});
