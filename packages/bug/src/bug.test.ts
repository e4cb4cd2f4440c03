import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatBugNumber, isOrganizationKey, parseBugNumber } from './bug.ts';

test('a bug is named by the key of its organization and a number', () => {
  expect(formatBugNumber({ key: 'ACME', number: 42 })).toBe('ACME-42');
  expect(parseBugNumber('ACME-42')).toEqual({ key: 'ACME', number: 42 });
  expect(parseBugNumber(' acme-42 ')).toEqual({ key: 'ACME', number: 42 });
});

test.each([
  'ACME',
  'ACME-',
  'ACME-0',
  'ACME-042',
  'ACME-4.2',
  'A-1',
  '4CME-1',
  'ACMEACMEACM-1',
  'ÄCME-1',
  'ACME-1\n2',
])('"%s" is no bug number', (text) => {
  expect(parseBugNumber(text)).toBeNull();
});

test('what can be no bug number is not written', () => {
  expect(() => formatBugNumber({ key: 'acme', number: 1 })).toThrow('organization key such as ACME');
  for (const number of [0, -1, 1.5, Number.NaN, 1e9])
    expect(() => formatBugNumber({ key: 'ACME', number })).toThrow(RangeError);
});

test('reading what was written gives the same number', () => {
  const key = fc.stringMatching(/^[A-Z][A-Z0-9]{1,9}$/);
  fc.assert(
    fc.property(key, fc.integer({ min: 1, max: 999_999_999 }), (organization, number) => {
      expect(isOrganizationKey(organization)).toBe(true);
      const name = { key: organization, number };
      expect(parseBugNumber(formatBugNumber(name))).toEqual(name);
    }),
  );
});

test('any text reads as a bug number or null', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const parsed = parseBugNumber(text);
      if (parsed !== null) expect(formatBugNumber(parsed)).toBe(text.trim().toUpperCase());
    }),
  );
});
