import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from './database.ts';
import { migrate } from './migrate.ts';
import { startChild } from './test/child.ts';

let folder: string;
let dataDirectory: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bugheist-crash-'));
  dataDirectory = join(folder, 'data');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = () => openDatabase({ url: null, dataDirectory });

test('kill -9 in a write loop loses no acknowledged write, round after round', async () => {
  let acknowledged = 0;
  for (const pauseMs of [0, 90, 180, 300]) {
    const writer = startChild('writer.ts', [dataDirectory]);
    await writer.line(`${acknowledged + 1}`);
    await sleep(pauseMs);
    await writer.kill();
    acknowledged = Number(writer.lines.at(-1));
    const database = await open();
    const [kept] = await database.raw.rows('select count(*) as rows, max(n) as last from written');
    expect(kept?.['rows']).toBe(kept?.['last']);
    expect(Number(kept?.['last'])).toBeGreaterThanOrEqual(acknowledged);
    acknowledged = Number(kept?.['last']);
    await database.close();
  }
}, 120_000);

test('killed while it creates the database, the next start creates it anew', async () => {
  for (const pauseMs of [900, 1500]) {
    const opener = startChild('opener.ts', [dataDirectory]);
    await sleep(pauseMs);
    await opener.kill();
  }
  const database = await open();
  await database.ping();
  await database.close();
}, 120_000);

test('a second start on one directory is refused, naming the process that has it', async () => {
  const writer = startChild('writer.ts', [dataDirectory]);
  await writer.line('1');
  await expect(open()).rejects.toThrow(`is in use by process ${writer.process.pid}. Stop that process first`);
  await writer.kill();
  const database = await open();
  const second = startChild('opener.ts', [dataDirectory]);
  expect(await second.line('refused')).toContain(`is in use by process ${process.pid}.`);
  await database.close();
}, 60_000);

test('the data directory is its owner’s alone', async () => {
  await (await open()).close();
  expect(statSync(dataDirectory).mode & 0o777).toBe(0o700);
}, 60_000);

test('an upgrade killed half-way leaves nothing of its migration, and the next start finishes it', async () => {
  const migrations = join(folder, 'migrations');
  mkdirSync(migrations);
  writeFileSync(join(migrations, '0001_before.sql'), 'create table before (id integer);');
  const older = await open();
  await migrate(older, { folder: migrations });
  await older.close();
  writeFileSync(join(migrations, '0002_quick.sql'), 'create table quick (id integer);');
  const slow = `create table slow (id integer); insert into slow select generate_series(1, 1000);`;
  writeFileSync(join(migrations, '0003_slow.sql'), `${slow} select pg_sleep(3);`);
  const killed = startChild('opener.ts', [dataDirectory, migrations]);
  await killed.line('0002_quick.sql');
  await sleep(300);
  await killed.kill();
  expect(killed.lines.join()).not.toContain('0003');
  const database = await open();
  expect(
    await database.raw.rows("select to_regclass('slow') as slow, to_regclass('quick')::text as quick"),
  ).toEqual([{ slow: null, quick: 'quick' }]);
  expect(await migrate(database, { folder: migrations })).toEqual(['0003_slow.sql']);
  await database.close();
}, 60_000);
