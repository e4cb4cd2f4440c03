import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedDemo } from '../cli/demo/seed.ts';
import { openTestApp, type TestApp } from '../web/test/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
  await seedDemo(app.database, new Date());
}, 120_000);
afterAll(() => app.close());

const get = (url: string) => app.server.inject({ url, headers: { host: 'localhost:8000' } });

interface PublicPage {
  numbers: { total: number };
  bugs: { number: string }[];
  next: string | null;
}

test('an organization’s public page over the API: its numbers, and every disclosed bug once, page by page', async () => {
  const seen = new Set<string>();
  let cursor: string | null = '';
  while (cursor !== null) {
    const { numbers, bugs, next }: PublicPage = (
      await get(`/api/v1/organizations/curl/page?cursor=${cursor}`)
    ).json();
    expect(numbers.total).toBe(206);
    for (const { number } of bugs) seen.add(number);
    cursor = next;
  }
  expect(seen.size).toBe(206);
});

test('an organization that is not public answers as if there were none', async () => {
  await app.database.raw.script(`insert into organization (id, slug, key, name, domain, created_at)
    values ('01900000-0000-7000-8000-000000000099', 'hushed', 'HUSH', 'Hushed', 'hushed.example', now())`);
  expect((await get('/api/v1/organizations/hushed/page')).statusCode).toBe(404);
  expect((await get('/organizations/hushed')).statusCode).toBe(404);
});
