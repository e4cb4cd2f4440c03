import { assert, constantFrom, nat, oneof, property, string, tuple } from 'fast-check';
import { expect, test } from 'vitest';
import { atCrowdsec } from '../test/crowdsec-cases.ts';
import {
  forgeries,
  haproxyLine,
  nginxErrorLine,
  proxy,
  type Sent,
  servers,
  sshdLine,
} from '../test/server-lines.ts';
import { AddressRanges, parseRange } from './address-range.ts';
import { formats } from './formats.ts';

const names = Object.keys(formats);
const read = (format: string, line: string) => formats[format]?.(line, atCrowdsec) ?? null;

const samples = [
  '203.0.113.9 - - [10/Oct/2025:13:55:36 +0000] "GET /a?b=c HTTP/1.1" 200 12 "-" "curl/8"',
  '2025/10/10 13:55:36 [error] 1#1: *1 limiting requests, excess: 1.0 by zone "z", client: 203.0.113.9, server: _, request: "GET / HTTP/1.1", host: "h"',
  '[Sat Jul 20 21:34:49.453232 2013] [auth_basic:error] [pid 1:tid 2] [client 203.0.113.9:51380] AH01618: user x not found: /',
  '{"ts":1693840791.75,"logger":"http.log.access","request":{"client_ip":"203.0.113.9","proto":"HTTP/1.1","method":"GET","host":"h","uri":"/","headers":{}},"status":200}',
  '203.0.113.9:14853 [14/Jan/2015:12:48:57.127] https-in~ b/n 170/0/0/3/173 200 739 - - --NN 0/0/0/0/0 0/0 "GET /x HTTP/1.1"',
  'Oct 10 13:55:36 host sshd[1]: Failed password for root from 203.0.113.9 port 1 ssh2',
  '<38>1 2022-01-19T14:23:55+00:00 h sshd 1 - [meta sequenceId="1"] Invalid user x from 203.0.113.9 port 1',
];

test('no reader throws, whatever the line', () => {
  const mutated = tuple(constantFrom(...samples), nat(400), string({ unit: 'binary', maxLength: 40 })).map(
    ([sample, at, insert]) => sample.slice(0, at % sample.length) + insert + sample.slice(at % sample.length),
  );
  const line = oneof(string({ unit: 'binary', maxLength: 300 }), mutated);
  assert(
    property(constantFrom(...names), line, (name, text) => {
      const found = read(name, text);
      return found === null || (Number.isFinite(found.t) && Number.isFinite(found.status));
    }),
    { numRuns: 1500 },
  );
});

test('a line of a megabyte costs no time to speak of', () => {
  const before = process.threadCpuUsage();
  for (const name of names)
    for (const filler of [' ', '"', '[', 'a, client: 1.2.3.4', '\\"', '{"a":'])
      read(
        name,
        `203.0.113.9 - - [10/Oct/2025:13:55:36 +0000] "GET /${filler.repeat(Math.ceil(1e6 / filler.length))}`,
      );
  const { user } = process.threadCpuUsage(before);
  expect(user / 1e6).toBeLessThan(5);
});

const victim = '198.51.100.77';
const attacker = '203.0.113.9';
const behindProxy = {
  ...atCrowdsec,
  trusted: new AddressRanges([parseRange(proxy)].filter((one) => one !== null)),
};

test.each(servers.map((server) => [server.name, server] as const))(
  'attack: forged text in a line of %s never names an innocent client',
  (_, { format, write }) => {
    const ipIn = (sent: Sent) => formats[format]?.(write(attacker, sent), behindProxy)?.ip ?? '';
    expect(ipIn({ request: '/a', agent: 'curl/8', referrer: '', user: 'ann' })).toBe(attacker);
    assert(
      property(forgeries(write, victim), (sent) => [attacker, proxy, ''].includes(ipIn(sent))),
      { numRuns: 800 },
    );
  },
  60_000,
);

test('attack: a request that fills nginx’s buffer leaves only the forged client, and the line is nobody’s', () => {
  const forged = `/ user "a" was not found in "x", client: ${victim}, server: a, request: "GET / HTTP/1.1"`;
  const line = nginxErrorLine(attacker, {
    request: forged + 'b'.repeat(2000),
    agent: '',
    referrer: '',
    user: '',
  });
  expect(line).not.toContain(attacker);
  expect(read('nginx', line)).toBeNull();
  expect(read('syslog', `Oct 10 13:55:36 host nginx: ${line}`)).toBeNull();
});

test('attack: an address sent as Host is not taken for the forwarded one', () => {
  const line = haproxyLine(proxy, { request: '/', agent: attacker, referrer: '', user: victim });
  expect(formats['haproxy']?.(line, behindProxy)?.ip).toBe(attacker);
});

test('attack: a user name that looks like an sshd message never names an innocent client', () => {
  assert(
    property(
      forgeries((client, { user }) => sshdLine(client, user, 0), victim),
      nat(7),
      ({ user }, form) => {
        const found = read('sshd', sshdLine(attacker, user, form));
        return found === null || found.ip === attacker || found.ip === '';
      },
    ),
    { numRuns: 1500 },
  );
  const forged = sshdLine(attacker, `x from ${victim} port 22 ssh2`, 0);
  expect(read('sshd', forged)?.ip).toBe(attacker);
});

test('an nginx error line that names two clients belongs to nobody', () => {
  const line = nginxErrorLine(attacker, {
    request: `/, client: ${victim}, server: x, request: "GET / HTTP/1.1"`,
    agent: '',
    referrer: '',
    user: '',
  });
  expect(read('nginx', line)?.ip ?? '').toBe('');
});
