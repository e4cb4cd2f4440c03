import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../web/test/app.ts';

let app: TestApp;
// Dates come from JavaScript and have milliseconds, as cursors do.
beforeAll(async () => {
  app = await openTestApp();
  await app.database.raw.script(`insert into organization (id, slug, key, name, domain, next_bug_number, created_at)
    values ('01900000-0000-7000-8000-000000000098', 'open', 'OPEN', 'Open', 'open.example', 121, now()),
      ('01900000-0000-7000-8000-000000000099', 'hushed', 'HUSH', 'Hushed', 'hushed.example', 1, now());
    insert into bug (id, organization_id, number, title, kind, state, disclosure, published_at, sources, first_seen_at,
        last_seen_at, created_at, updated_at, state_changed_at, search_body)
      select ('01900000-0000-7000-9000-' || lpad(n::text, 12, '0'))::uuid, '01900000-0000-7000-8000-000000000098', n,
        'Bug ' || n, 'design', 'resolved', 'full', date_trunc('milliseconds', now()) - n / 3 * interval '1 hour', '{person}', now(), now(), now(),
        now(), now(), ''
      from generate_series(1, 120) n`);
});
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
      await get(`/api/v1/organizations/open/page?cursor=${cursor}`)
    ).json();
    expect(numbers.total).toBe(120);
    for (const { number } of bugs) seen.add(number);
    cursor = next;
  }
  expect(seen.size).toBe(120);
});

test('an organization that is not public answers as if there were none', async () => {
  expect((await get('/api/v1/organizations/hushed/page')).statusCode).toBe(404);
  expect((await get('/organizations/hushed')).statusCode).toBe(404);
});
