import { sql } from 'drizzle-orm';
import { pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isUniqueViolation, sqlState, violation } from './errors.ts';
import { openTestDatabase, type TestDatabase } from './test/database.ts';

const thing = pgTable('thing', { id: uuid().primaryKey(), name: text().notNull() });
const id = '01890000-0000-7000-8000-000000000001';
let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
  await database.rawTransaction((raw) =>
    raw.script(`create table thing (id uuid primary key, name text not null constraint thing_name_unique unique);
      create table part (id uuid primary key, thing uuid not null constraint part_thing_fk references thing,
        size integer constraint part_size_check check (size > 0))`),
  );
});

afterAll(() => database[Symbol.asyncDispose]());

test('a transaction whose work throws leaves nothing behind', async () => {
  const work = database.transaction(async (tx) => {
    await tx.insert(thing).values({ id, name: 'lost' });
    throw new Error('changed my mind');
  });
  await expect(work).rejects.toThrow('changed my mind');
  expect(await database.query.select().from(thing)).toEqual([]);
});

test('work that swallows a failed statement does not count as committed', async () => {
  const work = database.transaction(async (tx) => {
    await tx.insert(thing).values({ id, name: 'half' });
    await tx.execute(sql`select 1 / 0`).catch(() => undefined);
  });
  await expect(work).rejects.toThrow();
  expect(await database.query.select().from(thing)).toEqual([]);
});

test('a savepoint that fails leaves the rest of its transaction alone', async () => {
  await database.transaction(async (tx) => {
    await tx.insert(thing).values({ id, name: 'kept' });
    await tx.transaction((inner) => inner.insert(thing).values({ id, name: 'again' })).catch(() => undefined);
  });
  expect(await database.query.select({ name: thing.name }).from(thing)).toEqual([{ name: 'kept' }]);
  await database.query.delete(thing);
});

test('a read-only transaction refuses to write', async () => {
  const work = database.transaction((tx) => tx.insert(thing).values({ id, name: 'x' }), { readOnly: true });
  await expect(work.catch((error: unknown) => sqlState(error))).resolves.toBe('25006');
});

test('the outer connection inside a transaction is refused instead of waiting for itself', async () => {
  await expect(
    database.transaction(() => Promise.resolve(database.query.select().from(thing))),
  ).rejects.toMatchObject({ cause: { code: 'NESTED_TRANSACTION' } });
  await expect(database.transaction(() => database.transaction(async () => 1))).rejects.toMatchObject({
    code: 'NESTED_TRANSACTION',
  });
  expect(await database.query.select().from(thing)).toEqual([]);
});

test('violations name their kind and constraint', async () => {
  const attempt = (statement: string) =>
    database.rawTransaction((raw) => raw.script(statement)).catch((error: unknown) => error);
  const failed = database.query.insert(thing).values([
    { id, name: 'twice' },
    { id, name: 'twice' },
  ]);
  const error = await failed.catch((caught: unknown) => caught);
  expect(isUniqueViolation(error, 'thing_pkey')).toBe(true);
  expect(isUniqueViolation(error, 'thing_name_unique')).toBe(false);
  const orphan = `insert into part values ('${id}', '${id}', 1)`;
  expect(violation(await attempt(orphan))).toMatchObject({
    kind: 'foreign-key',
    constraint: 'part_thing_fk',
  });
  const small = `insert into part values ('${id}', '${id}', 0)`;
  expect(violation(await attempt(small))).toMatchObject({ kind: 'check', constraint: 'part_size_check' });
  const nameless = `insert into thing values ('${id}', null)`;
  expect(violation(await attempt(nameless))).toMatchObject({ kind: 'not-null', column: 'name' });
});

test('the values of a failing statement stay out of its error message', async () => {
  const statement = () => database.query.execute(sql`select ${'hunter2'}::text, ${'x'}::integer`);
  const error = await statement().catch((caught: unknown) => caught);
  expect(String(error)).toContain('select');
  expect(String(error)).not.toContain('hunter2');
});

test('both databases hand over the same values', async () => {
  const { rows } = await database.query.execute(sql`select 9007199254740991::bigint as exact,
    9007199254740993::bigint as beyond, array[1, 2]::bigint[] as many, 1.50::numeric as amount, true as flag,
    '2026-11-24T01:02:03.4Z'::timestamptz as at, '{"a":[1]}'::jsonb as document, '\\x00ff'::bytea as bytes`);
  const { bytes, ...row } = rows[0] ?? {};
  expect(row).toEqual({
    exact: 9007199254740991,
    beyond: 9007199254740993n,
    many: [1, 2],
    amount: '1.50',
    flag: true,
    at: '2026-11-24 01:02:03.4+00',
    document: { a: [1] },
  });
  expect(bytes).toBeInstanceOf(Uint8Array);
});

test('listeners hear a notification after its transaction commits, and may use the database', async () => {
  const heard: string[] = [];
  const { promise, resolve } = Promise.withResolvers<unknown>();
  const stop = await database.listen('test_news', (payload) => {
    heard.push(payload);
    resolve(database.query.execute(sql`select 1`));
  });
  await database.transaction(async (tx) => {
    await tx.execute(sql`select pg_notify('test_news', 'first')`);
    expect(heard).toEqual([]);
  });
  await promise;
  await stop();
  await database.query.execute(sql`select pg_notify('test_news', 'unheard')`);
  expect(heard).toEqual(['first']);
});
