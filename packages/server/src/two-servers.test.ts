import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { hashPassword } from './account/password.ts';
import { fill } from './account/test/forms.ts';
import { openDatabase } from './db/database.ts';
import { person } from './db/tables/people.ts';
import { type Clone, clonePostgresql } from './db/test/clone.ts';
import { administratorUrl } from './db/test/database.ts';
import { fileInWorld } from './queue/test/fixtures.ts';
import { link, urls } from './urls.ts';
import { openTestApp, type TestApp } from './web/test/app.ts';
import type { Browser } from './web/test/browser.ts';
import { programOf } from './web/test/program.ts';
import { openSession } from './web/test/world.ts';

const password = 'violet tram ladder';
let clone: Clone;
let left: TestApp;
let right: TestApp;
const ends: (() => Promise<void>)[] = [];
let clock = Date.now();

/** Two whole servers with connections, caches and listeners of their own, as behind one balancer. */
beforeAll(async () => {
  if (!administratorUrl) return;
  clone = await clonePostgresql(administratorUrl);
  const open = async () => {
    const database = await openDatabase({ url: clone.url, dataDirectory: '', poolSize: 5 });
    return Object.assign(database, { [Symbol.asyncDispose]: () => database.close() });
  };
  left = await openTestApp({}, { beside: { database: await open(), world: null } });
  right = await openTestApp({}, { beside: { database: await open(), world: left.world } });
  ends.push(await left.start(), await right.start());
  await right.server.listen({ port: 0, host: '127.0.0.1' });
  await left.database.query.update(person).set({ passwordHash: await hashPassword(password) });
});
afterAll(async () => {
  if (!administratorUrl) return;
  for (const end of ends) await end();
  await left.close();
  await right.close();
  await clone.drop();
});
// The clock goes on, so that no test runs into the rate another has used up.
beforeEach(() => {
  if (!administratorUrl) return;
  clock += 3600_000;
  for (const app of [left, right]) app.setNow(new Date(clock));
});

const twoServers = test.skipIf(!administratorUrl);
const isIn = async (browser: Browser) => (await browser.get(urls.accountProfile)).status === 200;
const signIn = (browser: Browser, login: string, tried = password) =>
  fill(browser, urls.signIn, { login, password: tried });

twoServers('signed in at one server is signed in at the other, and signed out at both at once', async () => {
  const here = left.visitor();
  await signIn(here, 'rita');
  const there = here.copy(right);
  expect(await isIn(there)).toBe(true);
  // The form was drawn by the left server, the right one takes it.
  const { body } = await here.get(urls.accountProfile);
  const token = /name="token" value="([^"]+)"/.exec(body)?.[1] ?? '';
  const signedOut = await there.send({
    method: 'POST',
    url: urls.signOut,
    payload: new URLSearchParams({ token }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
  });
  expect(signedOut.status).toBe(303);
  expect(await isIn(here)).toBe(false);
});

twoServers('a blocked person’s sessions end at every server', async () => {
  const there = right.visitor();
  await signIn(there, 'sam');
  expect(await isIn(there)).toBe(true);
  const ada = await left.as('ada');
  const block = await ada.post(link(urls.adminPersonBlock, { id: left.world.person('sam') }), {
    blocked: 'yes',
    reason: 'Spam.',
  });
  expect(block.status).toBe(303);
  expect(await isIn(there)).toBe(false);
});

twoServers('brute force: tries at both servers count as one', async () => {
  const statuses = [];
  for (let attempt = 0; attempt < 10; attempt++)
    statuses.push((await signIn((attempt % 2 ? left : right).visitor(), 'dan', 'guess')).status);
  expect(statuses).toEqual([...Array<number>(8).fill(422), 429, 429]);
});

twoServers('brute force: claim phrases tried at both servers count as one', async () => {
  const statuses = [];
  for (let attempt = 0; attempt < 12; attempt++) {
    const guesser = (attempt % 2 ? left : right).visitor();
    statuses.push((await guesser.post(urls.claim, { phrase: `acorn-bridge-${attempt}` })).status);
  }
  expect(statuses).toEqual([...Array<number>(10).fill(422), 429, 429]);
});

twoServers('one Idempotency-Key at both servers in the same moment files one report', async () => {
  const programs = [await programOf(left, 'rita', 'report'), await programOf(right, 'rita', 'report')];
  const report = {
    location: 'https://twice.example/cart',
    kind: 'design',
    title: 'The cart forgets what was in it',
    body: 'Put two things in, reload the page, and see one.',
  };
  const key = { 'idempotency-key': 'sent-twice' };
  const answers = await Promise.all(programs.map((send) => send('POST', '/api/v1/reports', report, key)));
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 201]);
  expect(answers[0]?.json()).toEqual(answers[1]?.json());
  expect(answers.map(({ headers }) => headers['idempotency-replayed']).sort()).toEqual(['true', undefined]);
});

twoServers('of two triagers at two servers the second sees what the first changed', async () => {
  const { name } = await fileInWorld(left);
  const [tom, mia] = [await left.as('tom'), await right.as('mia')];
  const page = `/bugs/${name}`;
  const version = /name="version" value="(\d+)"/.exec((await mia.get(page)).body)?.[1] ?? '';
  expect((await tom.post(`${page}/transitions`, { version, step: 'triage' })).status).toBe(303);
  const late = await mia.post(`${page}/transitions`, { version, step: 'close-informative', text: 'Known.' });
  expect(late.status).toBe(412);
  expect(late.body).toContain('Tom Triager moved it from New to Triaged');
  expect(late.body).toContain('Known.</textarea>');
});

twoServers('an open page at one server hears what happened at the other', async () => {
  const { name } = await fileInWorld(left);
  const { token } = await right.database.transaction((tx) =>
    openSession(tx, right.world.person('mia'), right.now()),
  );
  const request = get({
    port: (right.server.server.address() as AddressInfo).port,
    host: '127.0.0.1',
    path: `/bugs/${name}/live`,
    headers: { host: 'localhost:8000', cookie: `session=${token}`, 'sec-fetch-site': 'same-origin' },
  });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  let heard = '';
  response.on('data', (chunk) => {
    heard += String(chunk);
  });
  response.on('error', () => undefined);
  await (await left.as('tom')).postFiles(`/bugs/${name}/notes`, { text: 'Seen.' }, []);
  await vi.waitFor(() => expect(heard).toContain('event: changed'), { timeout: 30_000 });
  request.destroy();
});

twoServers('a setting changed at one server is followed by the other within seconds', async () => {
  const named = (app: TestApp) => app.visitor().get(urls.home);
  await named(right);
  const saved = await (await left.as('ada')).post(urls.adminSettings, {
    name: 'Acme finds bugs',
    signUp: 'open',
    defaultDisclosure: 'private',
  });
  expect(saved.status).toBe(303);
  right.setNow(new Date(clock + 16_000));
  await vi.waitFor(async () => expect((await named(right)).body).toContain('Acme finds bugs'), {
    timeout: 30_000,
  });
});
