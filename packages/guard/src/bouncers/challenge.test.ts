import { createHash } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { runInNewContext } from 'node:vm';
import { afterEach, expect, test } from 'vitest';
import { ban } from '../test/decisions.ts';
import { noon, ranges } from '../test/desk.ts';
import { Challenge } from './challenge.ts';
import { GuardMiddleware } from './middleware.ts';

const client = '203.0.113.9';
const key = 'a key of sixteen bytes or more';
const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

async function start(): Promise<string> {
  const guard = new GuardMiddleware({
    trusted: ranges('127.0.0.1'),
    now: () => noon + 1,
    challenge: { key, bits: 10 },
  });
  await guard.enforce([ban({ value: client, measure: 'limit' }), ban({ value: '203.0.113.66' })]);
  const server = createServer(guard.wrap((_, response) => response.end('served')));
  open.push(server);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const browser = { 'x-forwarded-for': client, accept: 'text/html,*/*;q=0.8', 'sec-fetch-mode': 'navigate' };
const program = { 'x-forwarded-for': client, accept: 'application/json' };

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** `fetch` writes its own Sec-Fetch-Mode. */
const ask = (url: string, headers: Record<string, string>, method = 'GET') =>
  new Promise<Answer>((resolve, reject) => {
    const sent = request(url, { headers, method }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        body += chunk;
      });
      response.once('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    });
    sent.once('error', reject).end();
  });

async function exhaust(url: string): Promise<void> {
  for (let n = 0; n < 20; n++) await ask(url, browser);
}

/** Runs the page's own script, as a browser would, until it reloads; the cookie it set. */
function solve(page: string): Promise<string> {
  const script = /<script>([\s\S]*)<\/script>/.exec(page)?.[1] ?? '';
  const task = /data-task="([^"]+)"/.exec(page)?.[1] ?? '';
  return new Promise((resolve) => {
    const document = { cookie: '', querySelector: () => ({ dataset: { task }, textContent: '' }) };
    const location = { protocol: 'https:', reload: () => resolve(document.cookie) };
    runInNewContext(script, { document, location, setTimeout, Date, Math, Int32Array, Number });
  });
}

test('a limited browser solves the task of the page and goes on', async () => {
  const url = await start();
  await exhaust(url);
  const asked = await ask(url, browser);
  expect(asked.status).toBe(429);
  expect(Number(asked.headers['retry-after'])).toBeGreaterThan(0);
  const cookie = await solve(asked.body);
  expect(cookie).toMatch(/; path=\/; max-age=3600; samesite=lax; secure$/);
  const passed = { ...browser, cookie: `a=b; ${cookie.split(';')[0]}; c=d` };
  for (let n = 0; n < 100; n++) expect((await ask(url, passed)).status).toBe(200);
  const other = await ask(url, { ...passed, 'x-forwarded-for': '203.0.113.66' });
  expect(other.status).toBe(403);
});

test('without JavaScript the page says how long to wait, and the script is the only one that runs', async () => {
  const url = await start();
  await exhaust(url);
  const asked = await ask(url, browser);
  expect(asked.body).toMatch(/<noscript>.*wait 1 second and reload/s);
  const script = /<script>([\s\S]*)<\/script>/.exec(asked.body)?.[1] ?? '';
  const hash = createHash('sha256').update(script).digest('base64');
  expect(asked.headers['content-security-policy']).toContain(`script-src 'sha256-${hash}'`);
});

test.each([
  ['an API client', program],
  ['a script of a page', { ...browser, 'sec-fetch-mode': 'cors' }],
  [
    'a script of long ago',
    { 'x-forwarded-for': client, accept: 'text/html', 'x-requested-with': 'XMLHttpRequest' },
  ],
])('%s never gets a page, only a 429 it can read', async (_, headers) => {
  const url = await start();
  await exhaust(url);
  const answer = await ask(url, headers);
  expect([answer.status, answer.headers['retry-after']]).toEqual([429, '1']);
  expect(answer.headers['content-type']).toMatch(/^(?:text\/plain|application\/problem\+json)/);
});

test('a form that was sent too fast is not lost behind a task: the page says how to send it again', async () => {
  const url = await start();
  await exhaust(url);
  const form = await ask(url, browser, 'POST');
  expect([form.status, form.headers['content-type']]).toEqual([429, 'text/html; charset=utf-8']);
  expect(form.body).toContain('Wait 1 second, then reload this page to send it again');
  expect(form.body).not.toContain('<script>');
});

test('attack: a pass that was made up, borrowed, outlived or made too easy is none', () => {
  const challenge = new Challenge({ key, bits: 8 });
  const solved = (task: string) => {
    for (let answer = 0; ; answer++)
      if (createHash('sha256').update(`${task}.${answer}`).digest()[0] === 0)
        return `bugheist_pass=${task}.${answer}`;
  };
  const task = challenge.taskFor(client, noon);
  const pass = solved(task);
  expect(challenge.isPassed(pass, client, noon + 1)).toBe(true);
  expect(challenge.isPassed(pass, '203.0.113.10', noon + 1)).toBe(false);
  expect(challenge.isPassed(pass, client, noon + 3_600_000)).toBe(false);
  expect(challenge.isPassed(`bugheist_pass=${task}.x`, client, noon)).toBe(false);
  expect(challenge.isPassed(pass.replace(/[^.]*$/, '999999999999999'), client, noon)).toBe(false);
  const easy = new Challenge({ key, bits: 1 }).taskFor(client, noon);
  expect(challenge.isPassed(solved(easy), client, noon)).toBe(false);
  const foreign = new Challenge({ key: 'somebody else’s long key', bits: 8 }).taskFor(client, noon);
  expect(challenge.isPassed(solved(foreign), client, noon)).toBe(false);
  const later = task.replace(/^[^.]*/, (noon * 2).toString(36));
  expect(challenge.isPassed(solved(later), client, noon)).toBe(false);
});

test('neighbours in one IPv6 network share a pass, and a short key is refused', () => {
  const challenge = new Challenge({ key, bits: 0 });
  const pass = `bugheist_pass=${challenge.taskFor('2001:db8::1', noon)}.0`;
  expect(challenge.isPassed(pass, '2001:db8::ffff', noon)).toBe(true);
  expect(challenge.isPassed(pass, '2001:db8:0:1::1', noon)).toBe(false);
  expect(() => new Challenge({ key: 'short' })).toThrow(/5 bytes: expected 16/);
});
