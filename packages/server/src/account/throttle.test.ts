import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../db/test/database.ts';
import { clearThrottle, takeThrottle } from './throttle.ts';

const limit = { name: 'test', burst: 3, intervalSeconds: 60 };
const start = new Date('2026-11-24T10:00:00Z');
const after = (seconds: number) => new Date(start.getTime() + seconds * 1000);
let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

const take = (subject: string, now = start) =>
  database.transaction((tx) => takeThrottle(tx, limit, subject, now));

test('a burst passes, then one every interval', async () => {
  expect([await take('a'), await take('a'), await take('a')]).toEqual([null, null, null]);
  expect(await take('a')).toBe(60);
  expect(await take('a', after(59))).toBe(1);
  expect(await take('a', after(60))).toBeNull();
  expect(await take('a', after(61))).toBe(59);
  expect(await take('b')).toBeNull();
});

test('a quiet time gives the whole burst back, and no more', async () => {
  const later = after(86_400);
  const waits = [];
  for (let attempt = 0; attempt < 5; attempt++) waits.push(await take('a', later));
  expect(waits).toEqual([null, null, null, 60, 60]);
});

test('brute force: attempts fired at once get no more through than one after the other', async () => {
  const waits = await Promise.all(Array.from({ length: 12 }, () => take('race')));
  expect(waits.filter((wait) => wait === null)).toHaveLength(3);
});

test('a success clears the count', async () => {
  for (let attempt = 0; attempt < 3; attempt++) await take('c');
  await database.transaction((tx) => clearThrottle(tx, limit, 'c'));
  expect(await take('c')).toBeNull();
});
