import {
  assert,
  constantFrom,
  nat,
  oneof,
  property,
  record,
  string,
  stringMatching,
  tuple,
} from 'fast-check';
import { expect, test } from 'vitest';
import { atCrowdsec } from '../test/crowdsec-cases.ts';
import {
  apacheErrorLine,
  apacheLine,
  caddyLine,
  envoyLine,
  haproxyLine,
  nginxErrorLine,
  nginxLine,
  sshdLine,
  traefikLine,
} from '../test/server-lines.ts';
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
/** Text made of what log lines are made of, the victim's address included. */
const hostile = stringMatching(
  /^(?:198\.51\.100\.77|[ ,:"\\[\]]| - - | \[10\/Oct\/2025:13:55:36 \+0000\] |, client: |, server: x|, request: "|" 200 1 "|\[client |\]| from | port 22|HTTP\/1\.1|GET \/| ssh2| \[preauth\]| rhost=| user=|not allowed because |\n|[a-z]){0,14}$/,
);
const sent = record({ request: hostile, agent: hostile, referrer: hostile, user: hostile });

test.each([
  ['nginx', nginxLine],
  ['apache', apacheLine],
  ['nginx', nginxErrorLine],
  ['apache', apacheErrorLine],
  ['caddy', caddyLine],
  ['envoy', envoyLine],
  ['traefik', traefikLine],
  ['haproxy', haproxyLine],
] as const)('attack: forged text in a %s line never names an innocent client', (format, write) => {
  assert(
    property(sent, (fields) => {
      const ip = read(format, write(attacker, fields))?.ip ?? '';
      return ip === attacker || ip === '';
    }),
    { numRuns: 1500 },
  );
});

test('attack: a user name that looks like an sshd message never names an innocent client', () => {
  assert(
    property(hostile, nat(7), (user, form) => {
      const found = read('sshd', sshdLine(attacker, user, form));
      return found === null || found.ip === attacker || found.ip === '';
    }),
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
