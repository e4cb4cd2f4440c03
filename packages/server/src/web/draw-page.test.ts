import { afterAll, beforeAll, expect, test } from 'vitest';
import { link, urls } from '../urls.ts';
import { openTestApp, type TestApp } from './test/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

const flashes = (body: string) =>
  [...body.matchAll(/<div class="notice notice-(\w+)" role="(\w+)">.*?<p>(.*?)<\/p>/g)].map((match) =>
    match.slice(1),
  );

test('the layout says how a change went, before anything else of the page', async () => {
  const tom = await app.as('tom');
  const saved = await tom.post(urls.accountPreferences, { locale: 'en', timeZone: 'UTC', theme: 'dark' });
  const { body } = await tom.get(saved.location ?? '');
  expect(flashes(body)).toEqual([['success', 'status', 'Your preferences are saved.']]);
  expect(body.indexOf('notice-success')).toBeLessThan(body.indexOf('<h1'));
});

test('the layout says why a form was refused as a whole', async () => {
  const refused = await app.visitor().post(urls.signIn, { login: 'tom', password: 'wrong horse staple' });
  expect(flashes(refused.body)).toMatchObject([['danger', 'alert', expect.stringContaining('do not fit')]]);
});

test('a link cannot put words of its own into the layout', async () => {
  const { body } = await (await app.as('tom')).get(
    link(urls.accountPreferences, null, { done: 'Call 555-0100' }),
  );
  expect(flashes(body)).toEqual([]);
  expect(body).not.toContain('555-0100');
});

test('an error page says where its ways out lead', async () => {
  const { body } = await app.visitor().get('/nothing/here');
  expect(body).toMatch(/<a[^>]* href="\/">To the front page<\/a>/);
});
