import { afterAll, beforeAll, expect, test } from 'vitest';
import { baseUrl, openTestApp, type TestApp } from '../web/test/app.ts';
import { fillIn } from '../web/test/fill-in.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

const changing = () => app.routes.filter(({ method, actor }) => method !== 'GET' && actor === 'cookie');
const urlencoded = { 'content-type': 'application/x-www-form-urlencoded' };

test('a form sent from another site is refused by every route, whatever token it carries', async () => {
  const victim = await app.as('ada');
  expect(changing().length).toBeGreaterThan(0);
  for (const { method, url } of changing()) {
    const response = await victim.post(
      fillIn(url),
      {},
      { 'sec-fetch-site': 'cross-site', origin: 'https://evil.test' },
    );
    expect([method, url, response.status]).toEqual([method, url, 403]);
  }
});

test('a form without a token, or with another session’s token, is refused by every route', async () => {
  const victim = await app.as('ada');
  const attacker = await app.as('sam');
  for (const { method, url, body } of changing()) {
    if (body?.type === 'multipart' || body?.type === 'json') continue;
    for (const token of ['', attacker.formToken(), victim.formToken().slice(0, -4)]) {
      // Slowly enough for the rate of sensitive routes, which would answer first.
      app.setNow(new Date(app.now().getTime() + 10_000));
      const response = await victim.send({
        method,
        url: fillIn(url),
        headers: { ...urlencoded, 'sec-fetch-site': 'same-origin' },
        payload: new URLSearchParams({ token }).toString(),
      });
      expect([method, url, response.status]).toEqual([method, url, 403]);
    }
  }
});

test('an old browser is judged by Origin, and a request that names no origin is refused', async () => {
  const victim = await app.as('ada');
  const from = (headers: Record<string, string>) =>
    victim.send({
      method: 'POST',
      url: '/sign-out',
      headers: { ...urlencoded, ...headers },
      payload: `token=${victim.formToken()}`,
    });
  expect((await from({ origin: 'https://evil.test' })).status).toBe(403);
  expect((await from({ origin: 'null' })).status).toBe(403);
  expect((await from({})).status).toBe(403);
  expect((await from({ origin: baseUrl })).status).toBe(303);
});

test('a sibling subdomain counts as another site', async () => {
  const victim = await app.as('ada');
  const response = await victim.post('/sign-out', {}, { 'sec-fetch-site': 'same-site' });
  expect(response.status).toBe(403);
});

test('session cookies are out of reach for scripts and other sites', async () => {
  const visitor = app.visitor();
  visitor.setCookie('visitor', '');
  const response = await app.server.inject({ url: '/sign-in', headers: { host: 'localhost:8000' } });
  const cookies = [response.headers['set-cookie'] ?? []].flat();
  expect(cookies.length).toBeGreaterThan(0);
  for (const cookie of cookies) expect(cookie).toMatch(/HttpOnly; SameSite=Lax/);
});
