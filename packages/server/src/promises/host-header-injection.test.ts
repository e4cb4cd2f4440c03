import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../web/test/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp({
    BASE_URL: 'https://bugs.example.org',
    ALLOWED_HOSTS: 'bugs.internal',
    TRUSTED_PROXIES: '127.0.0.1',
  });
});
afterAll(() => app.close());

const secure = { 'x-forwarded-proto': 'https' };
const ask = (host: string, url = '/robots.txt') => app.server.inject({ url, headers: { ...secure, host } });

test('a host nobody configured gets 421 and the way out, not a page', async () => {
  for (const host of [
    'evil.test',
    'bugs.example.org.evil.test',
    'bugs.example.org@evil.test',
    'a b',
    'evil.test:443',
  ]) {
    const response = await ask(host);
    expect([host, response.statusCode]).toEqual([host, 421]);
    expect(response.body).toContain('BASE_URL');
  }
});

test('the configured hosts and the local ones are answered, with any port and trailing dot', async () => {
  for (const host of [
    'bugs.example.org',
    'BUGS.example.org:8443',
    'bugs.example.org.',
    'bugs.internal',
    'localhost:8000',
    '[::1]:8000',
  ])
    expect([host, (await ask(host)).statusCode]).toEqual([host, 200]);
});

test('links are made from BASE_URL, never from what the request claims', async () => {
  const response = await app.server.inject({
    url: '/robots.txt',
    headers: {
      ...secure,
      host: 'bugs.example.org',
      'x-forwarded-host': 'evil.test',
      forwarded: 'host=evil.test',
    },
  });
  expect(response.body).toContain('https://bugs.example.org/sitemap.xml');
  expect(response.body).not.toContain('evil.test');
});

test('health is answered under any name: a balancer asks by address', async () => {
  expect((await ask('10.0.0.3', '/healthz')).statusCode).toBe(200);
  expect((await ask('10.0.0.3', '/readyz')).statusCode).toBe(200);
});
