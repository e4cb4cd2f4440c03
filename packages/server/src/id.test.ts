import { expect, test } from 'vitest';
import { isId, newId } from './id.ts';

test('ids sort by time, and by making within one millisecond', () => {
  const now = new Date('2026-01-02T03:04:05.678Z');
  const ids = Array.from({ length: 500 }, () => newId(now));
  expect([...ids].sort()).toEqual(ids);
  expect(newId(new Date(now.getTime() + 1)) > (ids.at(-1) ?? '')).toBe(true);
});

test('an id is a UUID of version 7 that names its millisecond', () => {
  const id = newId(new Date(0x0198_c1d2_7f3e));
  expect(id).toMatch(/^0198c1d2-7f3e-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(isId(id)).toBe(true);
  expect(isId(id.toUpperCase())).toBe(false);
});
