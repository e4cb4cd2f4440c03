import { describe, expect, test } from 'vitest';
import { createFormat } from './format.ts';

const format = createFormat({ locale: 'en-GB', timeZone: 'Europe/Berlin' });
const now = new Date('2026-11-24T09:30:00Z');
const before = (milliseconds: number) => new Date(now.getTime() - milliseconds);
const hour = 3_600_000;

test('a moment is told in the time zone of the reader and names it', () => {
  expect(format.date(new Date('2026-11-24T23:30:00Z'))).toBe('25 Nov 2026');
  expect(format.dateTime(now)).toMatch(/^24 Nov 2026,? (at )?10:30 (CET|GMT\+1)$/);
});

test.each([
  [0, 'now'],
  [59_000, 'now'],
  [-59_000, 'now'],
  [60_000, '1 minute ago'],
  [-2.5 * hour, 'in 2 hours'],
  [24 * hour, 'yesterday'],
  [72 * hour, '3 days ago'],
  [40 * 24 * hour, 'last month'],
  [800 * 24 * hour, '2 years ago'],
])('%d ms ago is %s', (milliseconds, text) => {
  expect(format.relative(before(milliseconds), now)).toBe(text);
});

test.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [1500, '1.5 kB'],
  [25_000_000, '25 MB'],
  [3_200_000_000_000, '3,200 GB'],
])('%d bytes are %s', (count, text) => {
  expect(format.bytes(count)).toBe(text);
});

describe('money', () => {
  test.each([
    [12_345, 'EUR', '€123.45'],
    [5, 'EUR', '€0.05'],
    [-250_000, 'EUR', '-€2,500.00'],
    [500, 'JPY', 'JP¥500'],
    [1_234_567, 'KWD', 'KWD 1,234.567'],
    [0, 'USD', 'US$0.00'],
  ])('%d minor units of %s are %s', (amount, currency, text) => {
    expect(format.money(amount, currency).replace(/\s/g, ' ')).toBe(text);
  });

  test('keeps every digit of an amount beyond what a double holds', () => {
    expect(format.money(9_007_199_254_740_993_07n, 'EUR')).toBe('€9,007,199,254,740,993.07');
  });
});

test.each([
  [0, '0 minutes'],
  [30_000, '0 minutes'],
  [hour, '1 hour'],
  [51 * hour + 60_000, '2 days, 3 hours'],
  [48 * hour + 60_000, '2 days'],
])('a duration of %d ms is %s', (milliseconds, text) => {
  expect(format.duration(milliseconds)).toBe(text);
});

test('counts take the form their language asks for', () => {
  const forms = { one: 'report', other: 'reports' };
  expect([0, 1, 2000].map((count) => format.plural(count, forms))).toEqual([
    '0 reports',
    '1 report',
    '2,000 reports',
  ]);
  const polish = createFormat({ locale: 'pl', timeZone: 'UTC' });
  expect(polish.plural(3, { one: 'błąd', few: 'błędy', many: 'błędów', other: 'błędu' })).toBe('3 błędy');
});

test('an unknown time zone is refused at once', () => {
  expect(() => createFormat({ locale: 'en', timeZone: 'Mars/Olympus' })).toThrow(RangeError);
});
