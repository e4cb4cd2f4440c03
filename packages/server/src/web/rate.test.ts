import { expect, test } from 'vitest';
import { RateLimiter } from './rate.ts';

const rate = { name: 'test', perMinute: 60, burst: 3 };
const at = (seconds: number) => new Date(1_700_000_000_000 + seconds * 1000);

test('a burst passes, then one a second', () => {
  const limiter = new RateLimiter();
  const take = (seconds: number) => limiter.take(rate, 'a', at(seconds));
  expect([take(0), take(0), take(0), take(0)]).toEqual([null, null, null, 1]);
  expect([take(1), take(1)]).toEqual([null, 1]);
  expect([take(60), take(60), take(60), take(60)]).toEqual([null, null, null, 1]);
});

test('one client’s flood costs another nothing, and fresh keys cost no memory', () => {
  const limiter = new RateLimiter(100);
  for (let index = 0; index < 1000; index++) limiter.take(rate, 'loud', at(0));
  expect(limiter.take(rate, 'quiet', at(0))).toBeNull();
  for (let index = 0; index < 10_000; index++) limiter.take(rate, `fresh-${index}`, at(0));
  expect(limiter.take(rate, 'fresh-9999', at(0))).toBeNull();
});
