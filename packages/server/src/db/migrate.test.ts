import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate } from './migrate.ts';
import { openEmptyDatabase, type TestDatabase } from './test/database.ts';

let database: TestDatabase;
let folder: string;

beforeEach(async () => {
  database = await openEmptyDatabase();
  folder = mkdtempSync(join(tmpdir(), 'bugheist-migrate-'));
  write('0001_first.sql', 'create table one (id integer primary key);');
});

afterEach(async () => {
  await database[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const write = (file: string, text: string) => writeFileSync(join(folder, file), text);

test('the product’s own migrations apply to an empty database', async () => {
  const applied = await migrate(database);
  expect(applied[0]).toMatch(/^0001_/);
  expect(await migrate(database)).toEqual([]);
});

test('every file is applied once, in order', async () => {
  expect(await migrate(database, { folder })).toEqual(['0001_first.sql']);
  write('0002_second.sql', 'alter table one add column two text; insert into one values (1, $$a;b$$);');
  expect(await migrate(database, { folder })).toEqual(['0002_second.sql']);
  expect(await migrate(database, { folder })).toEqual([]);
  const { rows } = await database.query.execute(sql`select * from one`);
  expect(rows).toEqual([{ id: 1, two: 'a;b' }]);
});

test('an empty database says one line, an upgrade one for each file', async () => {
  const lines: string[] = [];
  const quiet = () => undefined;
  const log = { info: (line: string) => void lines.push(line), warn: quiet };
  write('0002_second.sql', 'create table two (id integer);');
  await migrate(database, { folder, log });
  expect(lines).toEqual(['Made the tables of an empty database: 2 migrations']);
  write('0003_third.sql', 'create table three (id integer);');
  await migrate(database, { folder, log });
  expect(lines.slice(1)).toEqual(['Migrated the database: 0003_third.sql']);
});

test('a user who owns nothing, and a server without pg_trgm, are told what to do', async () => {
  write('0002_second.sql', 'set local role pg_monitor; create table two (id integer);');
  await expect(migrate(database, { folder })).rejects.toThrow(
    /must own the database.*alter database NAME owner/,
  );
  const missing = "raise exception using errcode = '58P01', message = 'could not open pg_trgm.control'";
  write('0002_second.sql', `do $$ begin ${missing}; end $$;`);
  await expect(migrate(database, { folder })).rejects.toThrow('install its contrib package');
});

test('a migration that fails half-way leaves nothing of itself, and applies once it is right', async () => {
  write('0002_second.sql', 'create table two (id integer); select 1 / 0;');
  await expect(migrate(database, { folder })).rejects.toThrow('division by zero');
  write('0002_second.sql', 'create table two (id integer);');
  expect(await migrate(database, { folder })).toEqual(['0002_second.sql']);
});

test('several starts at once apply each file once', async () => {
  write('0002_second.sql', 'select pg_sleep(0.2); create table two (id integer);');
  const starts = await Promise.all([1, 2, 3].map(() => migrate(database, { folder })));
  expect(starts.flat().sort()).toEqual(['0001_first.sql', '0002_second.sql']);
});

test('a database newer than the program is refused', async () => {
  write('0002_second.sql', 'select 1');
  await migrate(database, { folder });
  rmSync(join(folder, '0002_second.sql'));
  await expect(migrate(database, { folder })).rejects.toThrow(
    /newer than this program.*migration 2 \(second\)/,
  );
});

test('an edited migration is refused', async () => {
  await migrate(database, { folder });
  write('0001_first.sql', 'create table one (id bigint primary key);');
  await expect(migrate(database, { folder })).rejects.toThrow(/Migration 1 \(first\).*never edited/);
});

test('a gap, a double and a misnamed file are refused', async () => {
  write('0003_third.sql', 'select 1');
  await expect(migrate(database, { folder })).rejects.toThrow('Migration 0002 is missing');
  write('0002_second.sql', 'select 1');
  write('0002_other.sql', 'select 1');
  await expect(migrate(database, { folder })).rejects.toThrow('found 0002_second.sql in its place');
  write('0001-later.sql', 'select 1');
  await expect(migrate(database, { folder })).rejects.toThrow('must be named like 0001_name.sql');
});
