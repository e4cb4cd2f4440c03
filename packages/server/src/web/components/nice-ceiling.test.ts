import { expect, test } from 'vitest';
import { niceCeiling } from './nice-ceiling.ts';

test.each([
  [1, 1],
  [3, 4],
  [7, 8],
  [9.5, 10],
  [42, 60],
  [1001, 2000],
  [0.3, 0.4],
])('the axis for %d ends at %d', (value, top) => {
  expect(niceCeiling(value)).toBeCloseTo(top);
});
