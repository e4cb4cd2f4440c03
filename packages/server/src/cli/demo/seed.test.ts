import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../db/test/database.ts';
import { readOrganizationPage } from '../../home/store/organization-page.ts';
import { seedDemo } from './seed.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  await seedDemo(database, new Date());
}, 120_000);
afterAll(() => database[Symbol.asyncDispose]());

const curl = async () => {
  const content = await readOrganizationPage(
    database.query,
    { slug: 'curl', after: null, limit: 300 },
    new Date(),
  );
  if (!content) throw new Error('The demo has no curl.');
  return content;
};

test('the organization page counts what the source counts: 206 bugs, by severity, 25 days in the median', async () => {
  expect((await curl()).scorecard).toMatchObject({
    total: 206,
    open: 0,
    resolved: 206,
    published: 206,
    unrated: 0,
    bySeverity: { none: 0, low: 71, medium: 93, high: 40, critical: 2 },
    medianDaysToPublication: 25,
  });
});

test('those numbers follow from the committed facts', () => {
  const file = join(import.meta.dirname, '../../../demo/curl-vulnerabilities.json');
  const { rows } = JSON.parse(readFileSync(file, 'utf8')) as {
    rows: { severity: string; reported: string | null; announced: string }[];
  };
  const days = rows
    .filter(({ reported }) => reported !== null)
    .map(
      ({ reported, announced }) => (Date.parse(announced) - Date.parse(reported ?? announced)) / 86_400_000,
    )
    .sort((a, b) => a - b);
  expect(rows).toHaveLength(206);
  expect(days[Math.floor(days.length / 2)]).toBe(25);
  expect(rows.filter(({ severity }) => severity === 'high')).toHaveLength(40);
});

test('every bug is public, dated by its announcement, newest first', async () => {
  const { bugs, assets } = await curl();
  expect(bugs).toHaveLength(206);
  expect(bugs[0]?.publishedAt.toISOString()).toBe('2026-06-24T12:00:00.000Z');
  expect(assets.map(({ name }) => name)).toEqual(['curl command line tool', 'libcurl']);
});
