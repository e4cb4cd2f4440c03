import { array, assert, ipV4, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { AddressRanges, parseRange } from './address-range.ts';
import { clientAddress } from './client-address.ts';

const trusting = (...texts: string[]) => new AddressRanges(texts.flatMap((text) => parseRange(text) ?? []));

test('attack: a client writes somebody else’s address into X-Forwarded-For', () => {
  const trusted = trusting('10.0.0.0/8');
  expect(clientAddress({ peer: '203.0.113.9', xForwardedFor: '198.51.100.1' }, trusted)).toBe('203.0.113.9');
  const forged = { peer: '10.0.0.1', xForwardedFor: '198.51.100.1, 203.0.113.9' };
  expect(clientAddress(forged, trusted)).toBe('203.0.113.9');
});

test('attack: whatever stands left of the nearest untrusted hop changes nothing', () => {
  const trusted = trusting('10.0.0.0/8');
  assert(
    property(array(string()), ipV4(), (forged, real) => {
      if (trusted.has(real)) return true;
      const xForwardedFor = [...forged, real, '10.0.0.7'].join(', ');
      return clientAddress({ peer: '10.0.0.1', xForwardedFor }, trusted) === real;
    }),
  );
});

test('Forwarded is read before X-Forwarded-For, ports and quotes taken off', () => {
  const hops = {
    peer: '10.0.0.1',
    forwarded: 'for=1.1.1.1, for="[2001:db8::7]:4711";proto=https',
    xForwardedFor: '9.9.9.9',
  };
  expect(clientAddress(hops, trusting('10.0.0.1'))).toBe('2001:db8::7');
});

test('a hop that hides its name lends nobody another’s', () => {
  const hops = { peer: '10.0.0.1', forwarded: 'for=198.51.100.1, for=_hidden' };
  expect(clientAddress(hops, trusting('10.0.0.1'))).toBe('10.0.0.1');
});

test('a PROXY protocol line names the source, when a trusted proxy sent it', () => {
  const proxyLine = 'PROXY TCP4 203.0.113.5 192.0.2.1 56324 443\r\n';
  const trusted = trusting('10.0.0.0/8');
  expect(clientAddress({ peer: '10.0.0.1', proxyLine }, trusted)).toBe('203.0.113.5');
  expect(clientAddress({ peer: '198.51.100.7', proxyLine }, trusted)).toBe('198.51.100.7');
  expect(clientAddress({ peer: '10.0.0.1', proxyLine: 'PROXY UNKNOWN\r\n' }, trusted)).toBe('10.0.0.1');
  expect(clientAddress({ peer: '10.0.0.1', proxyLine: 'PROXY TCP4 evil 192.0.2.1 1 2\r\n' }, trusted)).toBe(
    '10.0.0.1',
  );
  const chained = {
    peer: '10.0.0.1',
    proxyLine: 'PROXY TCP4 10.0.0.9 10.0.0.1 1 2',
    xForwardedFor: '1.1.1.1, 203.0.113.5',
  };
  expect(clientAddress(chained, trusted)).toBe('203.0.113.5');
});
