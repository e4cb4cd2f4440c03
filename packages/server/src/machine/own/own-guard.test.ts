import { randomUUID } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../web/test/app.ts';

let app: TestApp;
afterEach(() => app.close());

const minute = 60_000;
const outsider = '203.0.113.9';

/** Asks as a client behind a proxy that the server trusts. */
const ask = (client: string, url: string, more: { method?: 'POST'; body?: string; agent?: string } = {}) =>
  app.server.inject({
    method: more.method ?? 'GET',
    url,
    headers: {
      host: 'localhost:8000',
      'x-forwarded-for': client,
      'user-agent': more.agent ?? 'Mozilla/5.0',
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
    },
    ...(more.method ? { payload: more.body ?? '' } : {}),
  });

const probe = async (client: string, count = 14) => {
  for (let n = 0; n < count; n++) await ask(client, `/${randomUUID()}.php`);
};

/** What the timers would do. */
const settle = async () => {
  await app.guard?.tidy();
  await app.guard?.settled();
  await app.guard?.beat();
  await app.guard?.settled();
  await app.guard?.beat();
};

const open = async (environment: Record<string, string> = {}) => {
  app = await openTestApp({
    GUARD: 'on',
    GUARD_SHADOW_HOURS: '0',
    TRUSTED_PROXIES: '127.0.0.1',
    ...environment,
  });
  await settle();
};
const statusFor = async (client: string) => (await ask(client, '/')).statusCode;

test('attack: who probes this server for what is not there is refused everywhere on it, with a plain page', async () => {
  await open();
  await probe(outsider);
  await settle();
  const refused = await ask(outsider, '/');
  expect(refused.statusCode).toBe(403);
  expect(refused.headers['content-type']).toContain('text/plain');
  expect(refused.body).toContain('name this:');
  expect(await statusFor('203.0.113.10')).toBe(200);
});

test('attack: guessing passwords is refused, whatever accounts are tried', async () => {
  await open();
  for (let n = 0; n < 12; n++)
    await ask(outsider, '/sign-in', { method: 'POST', body: `login=user${n}&password=guess` });
  await settle();
  expect(await statusFor(outsider)).toBe(403);
});

test('for its first day it only writes down what it would have done', async () => {
  await open({ GUARD_SHADOW_HOURS: '24' });
  await probe(outsider);
  await settle();
  expect(await statusFor(outsider)).toBe(200);
  app.setNow(new Date(Date.now() + 25 * 60 * minute));
  await probe('203.0.113.20');
  await settle();
  expect(await statusFor('203.0.113.20')).toBe(403);
});

test('a trusted proxy, a private address, one of the allow-list and one of the staff’s are never refused', async () => {
  await open({ GUARD_ALLOW: '198.51.100.128/25' });
  await app.as('ada'); // from 198.51.100.7
  await settle();
  for (const client of ['127.0.0.1', '10.1.2.3', '198.51.100.130', '198.51.100.7']) await probe(client);
  await settle();
  for (const client of ['127.0.0.1', '10.1.2.3', '198.51.100.130', '198.51.100.7'])
    expect([client, await statusFor(client)]).toEqual([client, 200]);
});

test('attack: a forged Forwarded header bans nobody else', async () => {
  await open();
  for (let n = 0; n < 14; n++)
    await app.server.inject({
      url: `/p${n}.php`,
      headers: { host: 'localhost:8000', forwarded: `for=${outsider}`, 'x-forwarded-for': '203.0.113.66' },
    });
  await settle();
  expect([await statusFor(outsider), await statusFor('203.0.113.66')]).toEqual([200, 403]);
});

test('people who search for attacks, and read fast, are no attackers', async () => {
  await open();
  for (const text of [
    '<script>alert(1)</script>',
    "' union select 1--",
    '../../../etc/passwd',
    'jndi:ldap://x.test/a',
  ])
    for (let n = 0; n < 5; n++) await ask(outsider, `/search?q=${encodeURIComponent(text)}${n}`);
  for (let n = 0; n < 150; n++) await ask(outsider, `/organizations?cursor=${n}`);
  await settle();
  expect(await statusFor(outsider)).toBe(200);
});

test('what one process decided another enforces, and the staff takes it back', async () => {
  await open();
  await probe(outsider);
  app.setNow(new Date(Date.now() + minute));
  await settle();
  const ada = await app.as('ada');
  const page = await ada.get('/admin/guard');
  expect(page.body).toContain('http-probing');
  expect(page.body).not.toContain(outsider);
  const id = /\/admin\/guard\/decisions\/([\w-]+)/.exec(page.body)?.[1] ?? '';
  const undone = await ada.post(`/admin/guard/decisions/${id}/ending`, { why: 'our own scanner' });
  expect(undone.location).toBe('/admin/guard?done=ended');
  app.setNow(new Date(Date.now() + 2 * minute));
  await settle();
  expect(await statusFor(outsider)).toBe(200);
});
