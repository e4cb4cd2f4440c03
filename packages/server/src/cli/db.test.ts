import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { backupCommand, backupCommandName } from '../db/backup/command.ts';
import { serveControl } from '../db/control.ts';
import { openDatabase } from '../db/database.ts';
import { migrate } from '../db/migrate.ts';
import { createEmpty } from '../db/test/clone.ts';
import { administratorUrl } from '../db/test/database.ts';
import { contentsOf, fillInstance } from '../db/test/instance.ts';
import { listJobs } from '../jobs/admin.ts';
import { declareJob, enqueue } from '../jobs/job.ts';
import { prepareJobs } from '../jobs/runner.ts';
import { db, foldersIn } from './db.ts';

let folder: string;
let said: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bugheist-cli-db-'));
  said = '';
  const listen = (text: unknown) => {
    said += `${text}\n`;
  };
  vi.spyOn(console, 'log').mockImplementation(listen);
  vi.spyOn(console, 'error').mockImplementation(listen);
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const remind = declareJob({ name: 'test.remind', input: z.object({ bug: z.string() }) });
const dataDirectory = (name: string) => join(folder, name);
const run = (name: string, ...args: string[]) => db(args, { DATA_DIR: dataDirectory(name) });
const open = (name: string) => openDatabase({ url: null, dataDirectory: dataDirectory(name) });

/** An instance with rows, an attachment, and a job that waits. */
async function openInstance(name: string) {
  const database = await open(name);
  await migrate(database);
  await fillInstance(database, 20);
  const jobs = await prepareJobs(database, [remind]);
  const startAfter = new Date(Date.now() + 3_600_000);
  await database.transaction((tx) => enqueue(tx, remind, { bug: 'ACME-1' }, { startAfter }));
  await jobs.stop();
  mkdirSync(dataDirectory(`${name}/files`));
  writeFileSync(dataDirectory(`${name}/files/attachment`), 'proof');
  return database;
}

test('a running server writes the backup; a restore brings rows, files and waiting jobs back', async () => {
  const database = await openInstance('old');
  const options = { folders: foldersIn(dataDirectory('old')), now: () => new Date() };
  const stop = await serveControl(dataDirectory('old'), {
    [backupCommandName]: backupCommand(database, options),
  });
  const file = join(folder, 'instance.backup');
  expect(await run('old', 'backup', file)).toBe(0);
  expect(said).toMatch(/Wrote .*instance.backup: \d+ rows of \d+ tables and 1 files/);
  const before = await contentsOf(database);
  await stop();
  await database.close();

  expect(await run('new', 'restore', file)).toBe(0);
  const restored = await open('new');
  expect(await contentsOf(restored)).toEqual(before);
  const [job] = await restored.transaction((tx) => listJobs(tx, ['created']));
  expect(job).toMatchObject({ name: 'test.remind', inputKeys: ['bug'] });
  expect(readFileSync(dataDirectory('new/files/attachment'), 'utf8')).toBe('proof');
  await restored.close();
  expect(await run('new', 'restore', file)).toBe(1);
  expect(said).toContain('The target is not empty');
}, 60_000);

test('restore and move want the server stopped and name its process', async () => {
  const database = await openInstance('held');
  const file = join(folder, 'a.backup');
  writeFileSync(file, '');
  expect(await run('held', 'restore', file)).toBe(1);
  expect(await run('held', 'move', '--to', 'postgres://u:hunter2@127.0.0.1:1/x')).toBe(1);
  expect(said).toContain(`in use by process ${process.pid}. Stop that process first`);
  expect(said).not.toContain('hunter2');
  await database.close();
}, 60_000);

test('nothing is created by asking for a backup of nothing', async () => {
  expect(await run('nowhere', 'backup')).toBe(1);
  expect(said).toContain('There is no embedded database in');
  expect(readdirSync(folder)).toEqual([]);
});

test('a wrong command line is explained', async () => {
  expect(await run('x', 'restore')).toBe(2);
  expect(await run('x', 'move')).toBe(2);
  expect(await run('x', 'move', '--to', 'a', '--from', 'b')).toBe(2);
  expect(await run('x', 'dance')).toBe(2);
  expect(said).toContain('expected --to URL or --from URL');
  expect(said).toContain('there is no "dance"');
});

test.skipIf(!administratorUrl)(
  'an instance moves to PostgreSQL and back by command',
  async () => {
    const database = await openInstance('old');
    const before = await contentsOf(database);
    await database.close();
    const clone = await createEmpty(administratorUrl ?? '');
    const toPostgresql = { DATA_DIR: dataDirectory('old'), DATABASE_URL: clone.url };
    expect(await db(['move', '--to', 'DATABASE_URL'], toPostgresql)).toBe(0);
    expect(await run('back', 'move', '--from', clone.url)).toBe(0);
    expect(said).toContain('every checksum agrees');
    const back = await open('back');
    expect(await contentsOf(back)).toEqual(before);
    await back.close();
    const server = await openDatabase({ url: clone.url, dataDirectory: '' });
    expect(await run('again', 'move', '--from', clone.url)).toBe(1);
    expect(said).toContain('A BugHeist server is connected');
    await server.close();
    await clone.drop();
  },
  60_000,
);
