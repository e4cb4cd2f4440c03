import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../web/test/app.ts';
import { fillIn } from '../web/test/fill-in.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

test('no page can be framed by another site: every answer says so twice', async () => {
  const reader = await app.as('ada');
  for (const { url, method } of app.routes.filter(({ method }) => method === 'GET')) {
    const { headers, status } = await reader.get(fillIn(url));
    const policy = String(headers['content-security-policy']);
    const framing = /frame-ancestors '(none|self)'|sandbox/.test(policy);
    expect([method, url, status, framing]).toEqual([method, url, status, true]);
    expect(headers['x-frame-options']).toMatch(/^(DENY|SAMEORIGIN)$/);
  }
});

test('an error page cannot be framed either', async () => {
  const { headers, status } = await app.visitor().get('/no/such/page');
  expect(status).toBe(404);
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  expect(headers['x-frame-options']).toBe('DENY');
});
