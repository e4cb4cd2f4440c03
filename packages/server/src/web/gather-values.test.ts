import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gatherValues } from './gather-values.ts';

test('a name has its value, or all of its values in the order they came', () => {
  expect({ ...gatherValues(new URLSearchParams('a=1&b=&a=2&a=%003&__proto__=4')) }).toEqual({
    a: ['1', '2', '3'],
    b: '',
    ['__proto__']: '4',
  });
});

test('nothing is lost, and no value is shared between names', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom('a', 'b', 'constructor'), fc.stringMatching(/^\w*$/))),
      (pairs) => {
        const values = gatherValues(pairs);
        for (const name of ['a', 'b', 'constructor'])
          expect([values[name] ?? []].flat()).toEqual(
            pairs.filter(([one]) => one === name).map(([, value]) => value),
          );
      },
    ),
  );
});
