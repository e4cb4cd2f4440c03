import { createHash, randomUUID } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../web/test/app.ts';

let app: TestApp;
afterEach(() => app.close());

const minute = 60_000;
const outsider = '203.0.113.9';

/** Asks as a client behind a proxy that the server trusts. */
const ask = (
  client: string,
  url: string,
  more: { method?: 'POST'; body?: string; agent?: string; headers?: Record<string, string> } = {},
) =>
  app.server.inject({
    method: more.method ?? 'GET',
    url,
    headers: {
      host: 'localhost:8000',
      'x-forwarded-for': client,
      'user-agent': more.agent ?? 'Mozilla/5.0',
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
      ...more.headers,
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

test('attack: who probes this server for what is not there is refused everywhere on it', async () => {
  await open();
  await probe(outsider);
  await settle();
  const refused = await ask(outsider, '/');
  expect(refused.statusCode).toBe(403);
  expect(refused.body).toContain('name this:');
  expect(refused.body).not.toContain(outsider);
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
  await ada.get('/admin/guard');
  const named = await ada.post('/admin/guard/addresses', { address: id });
  expect(named.body).toContain(outsider);
  const undone = await ada.post(`/admin/guard/decisions/${id}/ending`, { why: 'our own scanner' });
  expect(undone.location).toBe('/admin/guard?done=ended');
  app.setNow(new Date(Date.now() + 2 * minute));
  await settle();
  expect(await statusFor(outsider)).toBe(200);
});

/** A ban or a limit that a guard of another process has decided. */
async function decide(measure: 'ban' | 'limit', until: number) {
  await app.guard?.middleware.enforce([
    {
      ...{ id: 'the-reference', scope: 'ip', value: outsider, host: '', measure, scenario: 'test/one' },
      ...{ reason: 'because', evidence: [`${outsider} was here`], from: 0, until, origin: 'guard' },
      ...{ shadow: false, held: false, strike: 1 },
    },
  ]);
}

const page = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8', 'sec-fetch-mode': 'navigate' };

test('a refused browser gets a page of this site, a program a problem', async () => {
  await open();
  await decide('ban', Date.now() + 60 * minute);
  const shown = await ask(outsider, '/', { headers: page });
  expect([shown.statusCode, shown.headers['content-type']]).toEqual([403, 'text/html; charset=utf-8']);
  expect(shown.body).toContain('BugHeist');
  expect(shown.body).toContain('#0d6a63');
  expect(shown.body).toContain('the-reference');
  expect(shown.body).not.toContain(outsider);
  const told = await ask(outsider, '/api/v1/bugs', { headers: { accept: 'application/json' } });
  expect(told.headers['content-type']).toBe('application/problem+json');
  expect(told.json()).toMatchObject({ title: 'Forbidden', status: 403, reference: 'the-reference' });
});

test('a limited address is offered the challenge by the page, and the server knows who solved it', async () => {
  await open();
  await decide('limit', Date.now() + 60 * minute);
  for (let n = 0; n < 20; n++) await ask(outsider, '/', { headers: page });
  const asked = await ask(outsider, '/', { headers: page });
  expect([asked.statusCode, asked.headers['retry-after']]).toEqual([429, '1']);
  const task = /data-task="([^"]+)"/.exec(asked.body)?.[1] ?? '';
  const api = await ask(outsider, '/api/v1/bugs', { headers: { accept: 'application/json' } });
  expect(api.json()).toMatchObject({ title: 'Too Many Requests', status: 429 });
  const cookie = `bugheist_pass=${solve(task)}`;
  for (let n = 0; n < 50; n++)
    expect((await ask(outsider, '/', { headers: { ...page, cookie } })).statusCode).toBe(200);
});

/** What the script of the page does. */
function solve(task: string): string {
  for (let answer = 0; ; answer++) {
    const hash = createHash('sha256').update(`${task}.${answer}`).digest();
    if (hash.readUInt32BE(0) < 2 ** (32 - Number(task.split('.')[1]))) return `${task}.${answer}`;
  }
}
