import { assert, ipV4, ipV6, property } from 'fast-check';
import { expect, test } from 'vitest';
import { withoutAddresses } from './without-addresses.ts';

test.each([
  [
    '203.0.113.9 - - [10/Oct/2025:12:00:01 +0000] "GET / HTTP/1.1"',
    '[address] - - [10/Oct/2025:12:00:01 +0000] "GET / HTTP/1.1"',
  ],
  ['client: 2001:db8::7, server', 'client: [address], server'],
  ['[2001:db8::7]:443', '[[address]]:443'],
  ['from 2001:db8:0:1::9: refused', 'from [address]: refused'],
  ['/whois?ip=2001%3Adb8%3A%3A1&for=ann%40people.test', '/whois?ip=[address]&for=[e-mail]'],
  ['at 12:00:01 in a::b', 'at 12:00:01 in [address]'],
])('%s', (line, expected) => {
  expect(withoutAddresses(line)).toBe(expected);
});

test('attack: no address in a log line survives, wherever it stands', () => {
  assert(
    property(ipV4(), ipV6(), (four, six) => {
      const shown = withoutAddresses(`${six} asked for /x?a=${four}&b=${six}; by ${four}, (${six})`);
      return !shown.includes(four) && !shown.includes(six);
    }),
  );
});
