import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Database, openDatabase } from '../database.ts';
import { migrate } from '../migrate.ts';
import { createEmpty } from '../test/clone.ts';
import { administratorUrl } from '../test/database.ts';
import { contentsOf, fillInstance } from '../test/instance.ts';
import { openEmptyMemory, openMemory } from '../test/memory.ts';
import { backUp, move, restore } from './backup.ts';

let folder: string;
let file: string;
const open: Database[] = [];
const endings: Array<() => Promise<void>> = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bugheist-backup-'));
  file = join(folder, 'instance.backup');
});

afterEach(async () => {
  for (const database of open.splice(0)) await database.close();
  for (const ending of endings.splice(0)) await ending();
  rmSync(folder, { recursive: true });
});

const keep = <D extends Database>(database: D): D => {
  open.push(database);
  return database;
};
const filled = async (bugs = 1200) => {
  const database = keep(await openMemory());
  await fillInstance(database, bugs);
  return database;
};
const files = (name: string) => ({ files: join(folder, name) });
const prepareJobs = async () => undefined;
const now = new Date('2026-11-24T03:00:00Z');
const backedUp = async (database: Database) => backUp(database, file, { folders: files('old'), now });
const emptyPostgresql = async () => {
  const clone = await createEmpty(administratorUrl ?? '');
  endings.push(clone.drop);
  return keep(await openDatabase({ url: clone.url, dataDirectory: '' }));
};

test('a backup restores every row and every file', async () => {
  const source = await filled();
  mkdirSync(join(folder, 'old/ab'), { recursive: true });
  const bytes = Buffer.from(Array.from({ length: 300_001 }, (_, index) => (index * 7919) % 256));
  writeFileSync(join(folder, 'old/ab/image.webp'), bytes);
  writeFileSync(join(folder, 'old/empty'), '');
  const written = await backedUp(source);
  expect(written).toMatchObject({ rows: 1217, files: 2 });
  expect(statSync(file).mode & 0o777).toBe(0o600);

  const target = keep(await openEmptyMemory());
  const restored = await restore(target, file, { folders: files('new'), prepareJobs });
  expect(restored).toMatchObject({ tables: written.tables, rows: 1217, files: 2 });
  expect(await contentsOf(target)).toEqual(await contentsOf(source));
  expect(readFileSync(join(folder, 'new/ab/image.webp'))).toEqual(bytes);
});

test('foreign keys and triggers hold again after a restore', async () => {
  await backedUp(await filled(2));
  const target = keep(await openEmptyMemory());
  await restore(target, file, { folders: {}, prepareJobs }).catch(() => undefined);
  await expect(target.raw.script('delete from organization')).rejects.toMatchObject({ code: '23503' });
  await expect(target.raw.script("update audit_entry set action = 'forged'")).rejects.toThrow('append-only');
});

test('a target with rows or files in it is refused and left alone', async () => {
  await backedUp(await filled(2));
  const target = await filled(3);
  const before = await contentsOf(target);
  await expect(restore(target, file, { folders: {}, prepareJobs })).rejects.toThrow(
    'The target is not empty: table',
  );
  expect(await contentsOf(target)).toEqual(before);
  mkdirSync(join(folder, 'new'));
  writeFileSync(join(folder, 'new/precious'), 'x');
  const empty = keep(await openEmptyMemory());
  await expect(restore(empty, file, { folders: files('new'), prepareJobs })).rejects.toThrow('holds files');
});

test('a damaged, cut or foreign backup restores nothing', async () => {
  await backedUp(await filled(20));
  const whole = readFileSync(file);
  const text = gunzipSync(whole).toString();
  const target = keep(await openEmptyMemory());
  const attempts: Array<[Buffer, RegExp]> = [
    [gzipSync(text.replace('"Bug 7"', '"Bug 8"')), /checksum of table bug is wrong/],
    [
      gzipSync(
        text
          .split('\n')
          .filter((line) => !line.includes('"Bug 7"'))
          .join('\n'),
      ),
      /checksum of table bug/,
    ],
    [gzipSync(text.slice(0, text.lastIndexOf('{'))), /ends in the middle/],
    [whole.subarray(0, whole.length - 200), /no whole BugHeist backup/],
    [Buffer.from('PK not ours'), /no whole BugHeist backup/],
    [gzipSync(text.replace('"schema":', '"schema":9')), /Restore it with that release or a newer one/],
  ];
  for (const [bytes, reason] of attempts) {
    writeFileSync(file, bytes);
    await expect(restore(target, file, { folders: {}, prepareJobs })).rejects.toThrow(reason);
  }
  writeFileSync(file, whole);
  expect(await restore(target, file, { folders: {}, prepareJobs })).toMatchObject({ rows: 37 });
});

test('a file path that leads out of its folder is refused', async () => {
  await backedUp(await filled(2));
  const text = gunzipSync(readFileSync(file)).toString();
  const evil = '{"is":"file","folder":"files","path":"../../evil"}\n"aGk="\n';
  writeFileSync(file, gzipSync(text.replace('{"is":"end"', `${evil}{"is":"end"`)));
  const target = keep(await openEmptyMemory());
  await expect(restore(target, file, { folders: files('new'), prepareJobs })).rejects.toThrow(
    'belongs nowhere',
  );
});

test('a place where no backup can be written is named', async () => {
  const source = await filled(2);
  const backup = backUp(source, `${file}/no/such.backup`, { folders: files('old'), now });
  await expect(backup).rejects.toThrow(/such\.backup cannot be written: its folder does not exist/);
});

test('a backup never overwrites another file', async () => {
  const source = await filled(2);
  writeFileSync(file, 'precious');
  await expect(backedUp(source)).rejects.toThrow('never overwrites');
  expect(readFileSync(file, 'utf8')).toBe('precious');
});

test.skipIf(!administratorUrl)('an instance moves to PostgreSQL and back, nothing lost', async () => {
  const embedded = await filled();
  const postgresql = await emptyPostgresql();
  expect(await move(embedded, postgresql, { prepareJobs, now })).toMatchObject({ rows: 1217 });
  const back = keep(await openEmptyMemory());
  await move(postgresql, back, { prepareJobs, now });
  expect(await contentsOf(back)).toEqual(await contentsOf(embedded));
  expect(await migrate(postgresql)).toEqual([]);
});

test.skipIf(!administratorUrl)('a backup of the embedded database restores into PostgreSQL', async () => {
  const embedded = await filled(30);
  await backedUp(embedded);
  const postgresql = await emptyPostgresql();
  await restore(postgresql, file, { folders: {}, prepareJobs });
  expect(await contentsOf(postgresql)).toEqual(await contentsOf(embedded));
});
