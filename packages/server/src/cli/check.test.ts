import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readConfig } from '../config.ts';
import { openTestDatabase, type TestDatabase } from '../db/test/database.ts';
import { check } from './check.ts';
import { runChecks } from './checks/check.ts';
import { deploymentOf } from './checks/command.ts';
import { checks } from './checks/every-check.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

async function found(environment: Record<string, string>): Promise<string[]> {
  const config = readConfig({ DATA_DIR: '/nonexistent', ...environment });
  const findings = await runChecks(checks, { ...deploymentOf(config, database.query, null), userId: 1000 });
  return findings.map(({ id }) => id);
}

const sound = {
  BASE_URL: 'https://bugs.example.org',
  HOST: '10.0.0.4',
  TRUSTED_PROXIES: '10.0.0.1',
  DATABASE_URL: 'postgres://bugs@db.internal/bugs?sslmode=verify-full',
  SECRET_KEY: 'a-secret-of-at-least-32-characters-x',
  SMTP_URL: 'smtps://u:p@mail.example.org:465',
  MAIL_FROM: 'bugs@example.org',
};

test('a sound deployment lacks an administrator and nothing else', async () => {
  // The tests' own database server is used as its superuser.
  expect((await found(sound)).filter((id) => id !== 'B025')).toEqual(['B030']);
});

test.each([
  ['B010', { BASE_URL: '' }],
  ['B011', { BASE_URL: 'http://bugs.example.org' }],
  ['B012', { TRUSTED_PROXIES: '0.0.0.0/0' }],
  ['B013', { TRUSTED_PROXIES: '' }],
  ['B016', { ENVIRONMENT: 'staging' }],
  ['B020', { SECRET_KEY: '' }],
  ['B021', { DATABASE_URL: 'postgres://bugs@db.internal/bugs' }],
  ['B022', { DATABASE_URL: '' }],
  ['B050', { SMTP_URL: '' }],
  ['B051', { SMTP_URL: 'smtp://mail.example.org:25' }],
  ['B052', { MAIL_FROM: '' }],
])('%s is noticed', async (id, weak) => {
  expect(await found({ ...sound, ...weak })).toContain(id);
});

test('a check that cannot run is an error, never a pass', async () => {
  const findings = await runChecks(
    [
      {
        id: 'B999',
        level: 'warning',
        consequence: 'x',
        remedy: 'y',
        test: () => Promise.reject(new Error('no disk')),
      },
    ],
    deploymentOf(readConfig({}), null, null),
  );
  expect(findings).toMatchObject([{ id: 'B999', level: 'error', what: 'This check could not run: no disk' }]);
});

test('every number is used once and every finding says what to do', () => {
  expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
  for (const { remedy, consequence } of checks)
    expect(Math.min(remedy.length, consequence.length)).toBeGreaterThan(10);
});

test('a wrong command line is explained', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  for (const args of [['--format', 'xml'], ['everything'], ['audit', 'now']])
    expect(await check(args)).toBe(2);
  const lines = said.mock.calls.map(([text]) => String(text).split('\n')[0]);
  said.mockRestore();
  expect(lines).toEqual([
    'check: --format is text or json, got "xml".',
    'check: there is no "everything".',
    'check audit takes nothing more, got "now".',
  ]);
});
