import { array, assert, constantFrom, nat, property, tuple } from 'fast-check';
import { expect, test } from 'vitest';
import { BoundedMap } from './bounded-map.ts';

test('it answers like a map about what it still holds, and never holds too much', () => {
  const step = tuple(constantFrom('set', 'delete'), nat(30), nat(99));
  assert(
    property(array(step, { maxLength: 200 }), (steps) => {
      const bounded = new BoundedMap<number>(16);
      const whole = new Map<string, number>();
      for (const [what, key, value] of steps) {
        if (what === 'set') {
          bounded.set(`${key}`, value);
          whole.set(`${key}`, value);
          expect(bounded.get(`${key}`)).toBe(value);
        } else {
          bounded.delete(`${key}`);
          whole.delete(`${key}`);
          expect(bounded.get(`${key}`)).toBeUndefined();
        }
        expect(bounded.size).toBeLessThanOrEqual(16);
      }
      for (const [key, value] of whole) expect([value, undefined]).toContain(bounded.get(key));
    }),
  );
});

test('what was set last is remembered longest', () => {
  const bounded = new BoundedMap<number>(10);
  for (let n = 0; n < 1000; n++) bounded.set(`${n}`, n);
  expect([bounded.get('999'), bounded.get('996'), bounded.get('900')]).toEqual([999, 996, undefined]);
});
