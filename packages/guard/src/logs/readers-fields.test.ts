import { expect, test } from 'vitest';
import { atCrowdsec } from '../test/crowdsec-cases.ts';
import { AddressRanges, parseRange } from './address-range.ts';
import { formats } from './formats.ts';

const read = (format: string, line: string) => formats[format]?.(line, atCrowdsec) ?? null;

test('a combined line yields its fields', () => {
  const line =
    '203.0.113.9 - ann [10/Oct/2025:13:55:36 +0200] "POST /login?next=%2F HTTP/2.0" 401 153 "https://a.example/" "Mozilla/5.0"';
  expect(read('nginx', line)).toMatchObject({
    t: Date.UTC(2025, 9, 10, 11, 55, 36),
    ip: '203.0.113.9',
    method: 'POST',
    path: '/login',
    args: 'next=%2F',
    status: 401,
    bytes: 153,
    ref: 'https://a.example/',
    ua: 'Mozilla/5.0',
    user: 'ann',
    kind: 'http-access',
  });
});

test('behind a trusted proxy the last field of nginx’s main format names the client', () => {
  const line =
    '10.0.0.1 - - [10/Oct/2025:13:55:36 +0000] "GET / HTTP/1.1" 200 1 "-" "x" "198.51.100.1, 203.0.113.9"';
  const trusted = new AddressRanges([parseRange('10.0.0.0/8')].flatMap((range) => range ?? []));
  expect(formats['nginx']?.(line, { ...atCrowdsec, trusted })?.ip).toBe('203.0.113.9');
  expect(read('nginx', line)?.ip).toBe('10.0.0.1');
});

test('a malformed request keeps its raw text and no method', () => {
  const line = '203.0.113.9 - - [10/Oct/2025:13:55:36 +0000] "\\x16\\x03\\x01" 400 0 "-" "-"';
  expect(read('nginx', line)).toMatchObject({ method: '', path: '\\x16\\x03\\x01', status: 400 });
});

test('a date without a year is never put a year ahead', () => {
  const newYear = { ...atCrowdsec, now: Date.UTC(2026, 0, 1, 0, 5) };
  const line = 'Dec 31 23:59:59 host sshd[1]: Failed password for root from 203.0.113.9 port 1 ssh2';
  expect(formats['sshd']?.(line, newYear)?.t).toBe(Date.UTC(2025, 11, 31, 23, 59, 59));
});

test('Envoy’s right-most forwarded hop is the client, not the first', () => {
  const line =
    '[2025-10-10T13:55:36.000Z] "GET /x HTTP/1.1" 200 - 0 12 3 2 "198.51.100.1, 203.0.113.9" "curl/8" "id" "example.org" "10.0.0.2:80"';
  expect(read('envoy', line)).toMatchObject({
    ip: '203.0.113.9',
    path: '/x',
    ua: 'curl/8',
    host: 'example.org',
    ms: 3,
  });
});

test('a journal entry is read with its own time', () => {
  const line = JSON.stringify({
    __REALTIME_TIMESTAMP: '1760104536000000',
    SYSLOG_IDENTIFIER: 'sshd-session',
    _HOSTNAME: 'host',
    _PID: '7',
    MESSAGE: 'Invalid user admin from 203.0.113.9 port 22',
  });
  expect(read('journal', line)).toMatchObject({
    kind: 'ssh-failed',
    user: 'admin',
    ip: '203.0.113.9',
    t: 1760104536000,
  });
});
