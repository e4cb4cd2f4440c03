import { afterAll, beforeAll, expect, test } from 'vitest';
import { baseUrl, openTestApp, type TestApp } from '../web/test/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

const lures = [
  'https://evil.test',
  'javascript:alert(1)',
  '//evil.test',
  '///evil.test',
  '/\\evil.test',
  '/./\\evil.test',
  '\\\\evil.test',
  '/\t/evil.test',
  '/\n/evil.test',
  '/account\r\nset-cookie: session=evil',
  '/\u3002/evil.test',
  '/\uff0fevil.test',
  '/\u00a0/evil.test',
  '/account\u0007',
  '@evil.test',
  '/%09/evil.test',
  '/.//evil.test',
  '/account/..//evil.test',
];

test('no next parameter leads off this site, or into a header', async () => {
  const sam = await app.as('sam');
  for (const lure of lures) {
    const { status, location = '', headers } = await sam.get(`/sign-in?next=${encodeURIComponent(lure)}`);
    expect([lure, status]).toEqual([lure, 303]);
    expect([lure, new URL(location, baseUrl).origin]).toEqual([lure, baseUrl]);
    expect([lure, headers['set-cookie']]).toEqual([lure, undefined]);
  }
});

test('where it does lead is as the page asked for it', async () => {
  const sam = await app.as('sam');
  for (const next of ['/account', '/queue?q=a%20b&state=new#top', '/search?q=%E4%BE%8B'])
    expect((await sam.get(`/sign-in?next=${encodeURIComponent(next)}`)).location).toBe(next);
});
