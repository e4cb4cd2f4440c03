import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../web/test/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

test('an unforeseen error shows a number and nothing else', async () => {
  const query = app.database.query;
  const broken = Object.assign(app.database, {
    ping: () => Promise.reject(new Error('secret detail at /srv/app/db.ts:1')),
  });
  const response = await app.visitor().get('/readyz');
  expect(response.status).toBe(503);
  expect(response.body).not.toMatch(/secret detail|\.ts:|at .*\(/);
  expect(broken.query).toBe(query);
});

test('bytes that no page expects never bring out a 500', async () => {
  const visitor = app.visitor();
  for (const url of [
    '/%',
    '/%00',
    '/organizations/%ff',
    '/search?q=%00%ff',
    `/${'a'.repeat(5000)}`,
    '/organizations/..%2f..%2fetc',
    '/people/%F0%9F%A6%8A',
  ]) {
    const response = await visitor.get(url);
    expect([url, response.status < 500]).toEqual([url, true]);
    expect(response.body).not.toMatch(/\.ts:\d|node_modules|at \w+ \(/);
  }
});

test('an instance that is no production says so on every page', async () => {
  const staging = await openTestApp({ ENVIRONMENT: 'staging' });
  expect((await staging.visitor().get('/')).body).toContain('the staging environment');
  expect((await app.visitor().get('/')).body).not.toContain('class="environment"');
  await staging.close();
});
