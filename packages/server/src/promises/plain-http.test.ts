import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../web/test/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp({ BASE_URL: 'https://bugs.example.org', TRUSTED_PROXIES: '127.0.0.1' });
});
afterAll(() => app.close());

const ask = (headers: Record<string, string>, remoteAddress = '127.0.0.1', url = '/?q=1') =>
  app.server.inject({ url, remoteAddress, headers: { host: 'bugs.example.org', ...headers } });

test('plain HTTP is sent to HTTPS with path and query, and nothing is accepted over it', async () => {
  const response = await ask({});
  expect(response.statusCode).toBe(308);
  expect(response.headers.location).toBe('https://bugs.example.org/?q=1');
  const post = await app.server.inject({
    method: 'POST',
    url: '/sign-in',
    headers: { host: 'bugs.example.org' },
  });
  expect(post.statusCode).toBe(400);
});

test('over HTTPS browsers are told to stay there, and cookies never travel without it', async () => {
  const response = await ask({ 'x-forwarded-proto': 'https' }, '127.0.0.1', '/sign-in');
  expect(response.statusCode).toBe(200);
  expect(response.headers['strict-transport-security']).toBe('max-age=63072000; includeSubDomains; preload');
  expect(String(response.headers['set-cookie'])).toMatch(
    /^__Host-visitor=[^;]+; Path=\/; HttpOnly; SameSite=Lax; Secure/,
  );
});

test('a stranger who pretends to be a proxy is not believed', async () => {
  const response = await ask({ 'x-forwarded-proto': 'https' }, '203.0.113.9');
  expect(response.statusCode).toBe(308);
});
