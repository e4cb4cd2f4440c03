import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../db/test/database.ts';
import { scorecard } from '../../home/store/numbers.ts';
import { findPublicOrganization } from '../../home/store/organizations.ts';
import { listPublicBugs } from '../../home/store/public-bugs.ts';
import { seedDemo } from './seed.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  await seedDemo(database, new Date());
}, 120_000);
afterAll(() => database[Symbol.asyncDispose]());

const curl = async () => {
  const organization = await findPublicOrganization(database.query, 'curl');
  if (!organization) throw new Error('The demo has no curl.');
  return organization;
};

test('the organization page counts what the source counts: 206 bugs, by severity, 25 days in the median', async () => {
  const card = await scorecard(database.query, (await curl()).id, new Date());
  expect(card).toMatchObject({
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
  const bugs = await listPublicBugs(database.query, { organizationId: (await curl()).id, limit: 300 });
  expect(bugs).toHaveLength(206);
  expect(bugs[0]?.publishedAt.toISOString()).toBe('2026-06-24T12:00:00.000Z');
  expect((await curl()).assets.map(({ name }) => name)).toEqual(['curl command line tool', 'libcurl']);
});
