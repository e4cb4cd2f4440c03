import fc from 'fast-check';
import { expect, test } from 'vitest';
import { locationKey } from './location-key.ts';

test.each([
  ['https://www.Example.com/orders/123/', 'http://example.com:80/orders/4567#total'],
  ['example.com/u/7f9c2ba4e88f827d', 'https://example.com/u/00aa11bb22cc'],
  ['https://shop.test/o/018f3c5e-7b1a-7c3d-9e2f-0123456789ab', 'https://shop.test/o/9'],
  ['https://shop.test/s?q=shoes&page=2', 'https://shop.test/s?page=9&q=%22%3E&utm_source=mail'],
  ['https://shop.test/by/ann@example.com', 'https://shop.test/by/bob%40example.org'],
  ['https://shop.test/a;jsessionid=1F3/b', 'https://shop.test/a/b'],
  ['  Door   lock, FIRMWARE 2.1', 'door lock, firmware 2.1'],
])('one place: %s and %s', (one, other) => {
  expect(locationKey(other)).toBe(locationKey(one));
});

test.each([
  ['https://shop.test/orders/1', 'https://shop.test/invoices/1'],
  ['https://shop.test/', 'https://api.shop.test/'],
  ['https://shop.test/', 'https://shop.test:8443/'],
  ['https://shop.test/Admin', 'https://shop.test/admin'],
  ['https://shop.test/?id=1', 'https://shop.test/?name=1'],
  ['https://shop.test/feedback', 'https://shop.test/1'],
])('two places: %s and %s', (one, other) => {
  expect(locationKey(other)).not.toBe(locationKey(one));
});

test('an address is written as host, template and parameters', () => {
  expect(locationKey('https://shop.test/orders/17/edit?tab=2&next=/')).toBe(
    'shop.test/orders/:id/edit?next&tab',
  );
  expect(locationKey('http://localhost:3000')).toBe('localhost:3000/');
  expect(locationKey(' ')).toBe('');
});

test('any text has a key of at most 500 characters', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('', 'https://shop.test/'),
      fc.string({ maxLength: 900 }),
      (start, text) => locationKey(start + text).length <= 500,
    ),
  );
});
