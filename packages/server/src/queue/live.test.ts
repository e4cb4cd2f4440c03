import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { membership } from '../db/tables/organizations.ts';
import { session } from '../db/tables/people.ts';
import { openTestApp, type TestApp } from '../web/test/app.ts';
import { openSession } from '../web/test/world.ts';
import { LiveFeed, type LiveReader } from './live-feed.ts';
import type { Announcement } from './store/outbox.ts';
import { fileInWorld } from './test/fixtures.ts';

let app: TestApp;
let stop: () => Promise<void>;
let port: number;
beforeAll(async () => {
  app = await openTestApp();
  stop = await app.start();
  await app.server.listen({ port: 0, host: '127.0.0.1' });
  port = (app.server.server.address() as AddressInfo).port;
});
afterAll(async () => {
  await stop();
  await app.close();
});

/** An open page of somebody, and what it was told. */
async function watch(handle: string, path: string) {
  const { id, token } = await app.database.transaction((tx) =>
    openSession(tx, app.world.person(handle), app.now()),
  );
  const headers = { host: 'localhost:8000', cookie: `session=${token}`, 'sec-fetch-site': 'same-origin' };
  const request = get({ port, host: '127.0.0.1', path, headers });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const page = { id, status: response.statusCode, text: '', closed: false, leave: () => request.destroy() };
  response.on('data', (chunk) => {
    page.text += String(chunk);
  });
  response.on('close', () => {
    page.closed = true;
  });
  response.on('error', () => undefined);
  return page;
}
const note = async (name: string) =>
  (await app.as('tom')).postFiles(`/bugs/${name}/notes`, { text: 'Seen.' }, []);
const soon = (check: () => void) => vi.waitFor(check, { timeout: 30_000, interval: 50 });

test('an open bug page and the queue are told how much changed, and nothing of what', async () => {
  const { name } = await fileInWorld(app, { title: 'Marzipan' });
  const pages = [await watch('mia', `/bugs/${name}/live`), await watch('dan', '/queue/live')];
  await note(name);
  await soon(() => {
    for (const { text } of pages)
      expect(text).toMatch(/id: [0-9a-f-]{36}\nevent: changed\ndata: \{"count":1\}/);
  });
  for (const page of pages) {
    expect(page.text).not.toMatch(/Marzipan|ACME|Seen/);
    page.leave();
  }
});

test('what happened between the page and the connection is told, too', async () => {
  const { name } = await fileInWorld(app);
  const before = /name="seen" value="([0-9a-f-]+)"/.exec(
    (await (await app.as('mia')).get(`/bugs/${name}`)).body,
  )?.[1];
  await note(name);
  const page = await watch('mia', `/bugs/${name}/live?since=${before}`);
  await soon(() => expect(page.text).toContain('{"count":1}'));
  page.leave();
});

test('a reporter is told of answers and states, not of the team’s notes, and strangers of nothing', async () => {
  const { name, reportId } = await fileInWorld(app);
  const path = `/reports/${reportId}/live`;
  for (const handle of ['sam', 'otto']) expect((await watch(handle, path)).status).toBe(404);
  const page = await watch('rita', path);
  await note(name);
  await (await app.as('tom')).postFiles(
    `/bugs/${name}/comments`,
    { report: reportId ?? '', text: 'Which browser?' },
    [],
  );
  await soon(() => expect(page.text).toContain('event: changed'));
  expect(page.text).toContain('{"count":1}');
  expect(page.text).not.toMatch(/browser|"count":2/);
  page.leave();
});

test('strangers, reporters and another company cannot listen, and another company’s queue hears nothing', async () => {
  const { name } = await fileInWorld(app);
  for (const handle of ['sam', 'otto']) expect((await watch(handle, `/bugs/${name}/live`)).status).toBe(404);
  expect((await watch('rita', `/bugs/${name}/live`)).status).toBe(403);
  const [otto, mia] = [await watch('otto', '/queue/live'), await watch('mia', '/queue/live')];
  await note(name);
  await soon(() => expect(mia.text).toContain('changed'));
  expect(otto.text).not.toContain('changed');
  for (const page of [otto, mia]) page.leave();
});

test('after sign-out and after leaving the organization nothing is told any more', async () => {
  const { name } = await fileInWorld(app);
  const [gone, left] = [await watch('vic', `/bugs/${name}/live`), await watch('dan', `/bugs/${name}/live`)];
  await app.database.query.delete(session).where(eq(session.id, gone.id));
  await app.database.query.delete(membership).where(eq(membership.personId, app.world.person('dan')));
  await note(name);
  await soon(() => expect(gone.closed).toBe(true));
  expect(gone.text + left.text).not.toContain('changed');
  left.leave();
});

test('one person has a few connections, and closing the server ends them all', async () => {
  const pages: Awaited<ReturnType<typeof watch>>[] = [];
  for (let at = 0; at < 5; at++) pages.push(await watch('olga', '/queue/live'));
  expect((await watch('olga', '/queue/live')).status).toBe(429);
  pages.pop()?.leave();
  await vi.waitFor(async () => {
    const again = await watch('olga', '/queue/live');
    pages.push(again);
    expect(again.status).toBe(200);
  });
  await app.server.close();
  await soon(() => expect(pages.slice(0, 4).every(({ closed }) => closed)).toBe(true));
});

test('without any event, who may no longer listen is found and let go', async () => {
  const feed = new LiveFeed({
    gatherMs: 1,
    checkMs: 10,
    onError: (error) => expect.unreachable(String(error)),
  });
  let may = true;
  const told: number[] = [];
  let ended = 0;
  const reader: LiveReader = {
    personId: 'p',
    concerns: () => true,
    judge: async (events: readonly Announcement[]) => (may ? events.length : null),
    tell: (count) => told.push(count),
    end: () => {
      ended += 1;
    },
  };
  let hear: (payload: string) => void = () => undefined;
  const end = await feed.start({
    listen: async (_channel, onMessage) => {
      hear = onMessage;
      return async () => undefined;
    },
  });
  feed.join(reader, []);
  const id = '01a21fc2-edad-718b-97dc-16604fb11bf2';
  const event = JSON.stringify({ id, bugId: id, organizationId: id, audience: 'members' });
  for (const _ of [1, 2, 3]) hear(event);
  await soon(() => expect(told).toEqual([3]));
  may = false;
  await soon(() => expect(ended).toBe(1));
  hear(event);
  await end();
  expect(told).toEqual([3]);
});
