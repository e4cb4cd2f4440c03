import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clientAddress, rateKey, TrustedProxies } from './client-address.ts';

const proxies = new TrustedProxies(['10.0.0.0/8', '2001:db8:ffff::/48']);

test('the right-most hop that is not ours is the client', () => {
  expect(clientAddress('10.0.0.1', '198.51.100.1, 203.0.113.5, 10.0.0.7', proxies)).toBe('203.0.113.5');
  expect(clientAddress('::ffff:10.0.0.1', '203.0.113.5', proxies)).toBe('203.0.113.5');
  expect(clientAddress('2001:db8:ffff::1', '[2001:db8::9]:4711', proxies)).toBe('2001:db8::9');
});

test('a client cannot choose its own address', () => {
  expect(clientAddress('203.0.113.5', '192.0.2.1', proxies)).toBe('203.0.113.5');
  expect(clientAddress('10.0.0.1', 'not-an-address, 203.0.113.5', proxies)).toBe('203.0.113.5');
  expect(clientAddress('10.0.0.1', '203.0.113.5, garbage', proxies)).toBe('10.0.0.1');
});

test('whatever is written left of an untrusted hop changes nothing', () => {
  fc.assert(
    fc.property(fc.string(), (forged) => {
      expect(clientAddress('10.0.0.1', `${forged}, 203.0.113.5`, proxies)).toBe('203.0.113.5');
    }),
  );
});

test('an IPv6 customer is one client, however many of their addresses they use', () => {
  expect(rateKey('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64');
  expect(rateKey('2001:db8:1:2::ffff')).toBe('2001:db8:1:2::/64');
  expect(rateKey('2001:db8::1')).toBe('2001:db8:0:0::/64');
  expect(rateKey('192.0.2.1')).toBe('192.0.2.1');
});

test('a range that is none is refused by name', () => {
  expect(() => new TrustedProxies(['10.0.0.0/40'])).toThrow('got "10.0.0.0/40"');
  expect(() => new TrustedProxies(['proxy.local'])).toThrow('got "proxy.local"');
});
