import { isIPv6, isIPv4 as nodeIsIPv4 } from 'node:net';
import { assert, ipV4, ipV6, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { isIPv4, parseAddress, parseHostPort, sourceKey } from './address.ts';
import { AddressRanges, parseRange, privateRanges } from './address-range.ts';

test('an address has one canonical name', () => {
  expect(parseAddress('2001:DB8:0:0:0:0:0:1')).toBe('2001:db8::1');
  expect(parseAddress('::ffff:192.0.2.7')).toBe('192.0.2.7');
  expect(parseAddress('::FFFF:c000:0207')).toBe('192.0.2.7');
  expect(parseAddress('fe80::1%eth0')).toBe('fe80::1');
  expect(parseAddress('010.0.0.1')).toBeNull();
  expect(parseAddress('1.2.3')).toBeNull();
});

test('what Node calls an address is one, and canonical names stay as they are', () => {
  assert(
    property(ipV6(), (text) => {
      const canonical = parseAddress(text);
      return (
        canonical !== null &&
        parseAddress(canonical) === canonical &&
        (isIPv6(canonical) || isIPv4(canonical))
      );
    }),
  );
  assert(property(ipV4(), (text) => parseAddress(text) === text));
  assert(property(string({ maxLength: 18 }), (text) => isIPv4(text) === nodeIsIPv4(text)));
});

test('ports and brackets are taken off', () => {
  expect(parseHostPort('192.0.2.1:443')).toBe('192.0.2.1');
  expect(parseHostPort('[2001:db8::1]:443')).toBe('2001:db8::1');
  expect(parseHostPort('"[2001:db8::1]"')).toBe('2001:db8::1');
  expect(parseHostPort('unknown')).toBeNull();
});

test('every address lies in the range made of it', () => {
  assert(
    property(ipV6(), (text) => {
      const address = parseAddress(text) ?? '';
      const range = parseRange(address.includes(':') ? `${address}/48` : `${address}/20`);
      return range !== null && new AddressRanges([range]).has(address);
    }),
  );
  expect(parseRange('10.0.0.0/33')).toBeNull();
  expect(privateRanges.has('192.168.7.7')).toBe(true);
  expect(privateRanges.has('8.8.8.8')).toBe(false);
  expect(privateRanges.has('fd00::1')).toBe(true);
});

test('one household of IPv6 is one source', () => {
  expect(sourceKey('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64');
  expect(sourceKey('192.0.2.1')).toBe('192.0.2.1');
});
