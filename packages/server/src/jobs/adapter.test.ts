import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEmptyDatabase, type TestDatabase } from '../db/test/database.ts';
import { adapterFor, splitBlock } from './adapter.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await openEmptyDatabase();
});

afterAll(() => database[Symbol.asyncDispose]());

test('a failing block of pg-boss does not poison the application’s statements', async () => {
  const adapter = adapterFor(database);
  await database.raw.script('create table poison (id integer primary key)');
  const block = adapter.executeSql('BEGIN; insert into poison values (1); select 1 / 0; COMMIT;');
  const ours = database.transaction((tx) => tx.execute(sql`insert into poison values (2)`));
  const single = database.query.execute(sql`select 1 as one`);
  await expect(block).rejects.toMatchObject({ code: '22012' });
  await ours;
  expect((await single).rows).toEqual([{ one: 1 }]);
  expect(await database.raw.rows('select id from poison')).toEqual([{ id: 2 }]);
});

test('a block and the application’s transactions never run inside each other', async () => {
  const adapter = adapterFor(database);
  await database.raw.script('create table tally (n integer); insert into tally values (0)');
  const blocks = [1, 2, 3].map(() => adapter.executeSql('BEGIN; update tally set n = n + 1; COMMIT;'));
  const doomed = database.transaction(async (tx) => {
    await tx.execute(sql`update tally set n = n + 100`);
    throw new Error('rolled back');
  });
  await expect(doomed).rejects.toThrow('rolled back');
  await Promise.all(blocks);
  expect(await database.raw.rows('select n from tally')).toEqual([{ n: 3 }]);
});

test('a block answers with the rows of all its statements', async () => {
  const answer = await adapterFor(database).executeSql('BEGIN; select 1 as a; select 2 as b; COMMIT;');
  expect(answer.rows).toEqual([{ a: 1 }, { b: 2 }]);
});

test('a function’s own BEGIN is not taken for a block', () => {
  const body = 'create function f() returns void as $$ BEGIN perform 1; END $$ language plpgsql;';
  expect(splitBlock(body)).toBeNull();
  expect(splitBlock(`\n BEGIN;\n ${body}\n COMMIT;\n`)).toEqual({ inside: body, after: '' });
  expect(splitBlock('BEGIN; select 1; COMMIT; select 2;')).toEqual({
    inside: 'select 1;',
    after: 'select 2;',
  });
});
