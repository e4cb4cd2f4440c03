import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { array, assert, asyncProperty, constantFrom, record, string } from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import type { Bouncer } from '../bouncers/bouncer.ts';
import { defaultPolicy } from '../decisions/policy.ts';
import type { Incident } from '../incidents/incident.ts';
import { formats } from '../logs/formats.ts';
import { pack } from '../scenarios/pack/pack.ts';
import { atCrowdsec } from '../test/crowdsec-cases.ts';
import { names, nobodySpared, noon, temporary } from '../test/desk.ts';
import { apacheLine, nginxErrorLine, nginxLine, sshdLine } from '../test/server-lines.ts';
import { ordinaryTraffic } from '../test/traffic.ts';
import { Guard, type GuardOptions } from './guard.ts';

const cleaning: (() => unknown)[] = [];
afterEach(() => {
  for (const clean of cleaning.splice(0)) clean();
});

function start(given: Partial<GuardOptions> = {}) {
  const logged: string[] = [];
  const enforced: string[][] = [];
  const incidents: Incident[] = [];
  let clock = noon;
  let next = 0;
  const bouncer: Bouncer = {
    name: 'test',
    enforce: async (decisions) => {
      enforced.push(decisions.map(({ value }) => value));
    },
  };
  const guard = new Guard({
    scenarios: pack,
    journalPath: join(temporary(), 'decisions.log'),
    policy: defaultPolicy,
    shadowMs: 0,
    never: nobodySpared,
    bouncers: [bouncer],
    sinks: [{ name: 'test', send: async (all) => void incidents.push(...all) }],
    now: () => clock,
    newId: () => `d${++next}`,
    log: (message) => logged.push(message),
    names: names(),
    ...given,
  });
  const feed = async (lines: readonly string[], format = 'nginx') => {
    for (const line of lines) {
      const event = formats[format]?.(line, atCrowdsec);
      if (event) guard.pour(event);
    }
    await guard.settled();
  };
  return { guard, feed, logged, enforced, incidents, pass: (ms: number) => (clock += ms) };
}

const attacker = '203.0.113.9';
const scan = (client = attacker, count = 15) =>
  Array.from(
    { length: count },
    (_, n) => `${client} - - [10/Oct/2025:12:00:${10 + n} +0000] "GET /p${n}.php HTTP/1.1" 404 1 "-" "x"`,
  );

test('an attack is banned, told, and over when its time has come', async () => {
  const { guard, feed, enforced, incidents, pass } = start();
  await feed(scan());
  await guard.beat();
  await guard.beat();
  await guard.tidy();
  pass(5 * 3_600_000);
  await guard.beat();
  expect(enforced).toEqual([[attacker], []]);
  expect(incidents).toMatchObject([{ kind: 'background', sources: [attacker], decisions: ['d1'] }]);
});

test('after a restart the same clients are banned', async () => {
  const journalPath = join(temporary(), 'decisions.log');
  const first = start({ journalPath });
  await first.feed(scan());
  await first.guard.finish();
  const second = start({ journalPath });
  await second.guard.beat();
  expect(second.enforced).toEqual([[attacker]]);
});

test('a bouncer that fails is tried again and told once', async () => {
  let broken = true;
  const enforced: number[] = [];
  const bouncer: Bouncer = {
    name: 'moody',
    enforce: async (decisions) => {
      if (broken) throw new Error('not now');
      enforced.push(decisions.length);
    },
  };
  const { guard, feed, logged } = start({ bouncers: [bouncer] });
  await feed(scan());
  await guard.beat();
  await guard.beat();
  broken = false;
  await guard.beat();
  expect(enforced).toEqual([1]);
  expect(logged.filter((line) => line.includes('moody'))).toHaveLength(2);
});

test('a bouncer that hangs doesn’t keep the others from working', async () => {
  const enforced: number[] = [];
  const hanging: Bouncer = { name: 'hanging', enforce: () => new Promise(() => undefined) };
  const quick: Bouncer = {
    name: 'quick',
    enforce: async (decisions) => void enforced.push(decisions.length),
  };
  const { guard, feed } = start({ bouncers: [hanging, quick] });
  await feed(scan());
  await guard.beat();
  await feed(scan('203.0.113.10'));
  await guard.beat();
  expect(enforced).toEqual([1, 2]);
});

test('nobody is decided about in ordinary traffic', async () => {
  const { guard, feed } = start();
  const lines = ordinaryTraffic(200);
  await feed(lines);
  expect(lines.length).toBeGreaterThan(10_000);
  expect(guard.journal.all()).toEqual([]);
});

test('when the logs name only the proxy it is reported and never banned', async () => {
  const { guard, feed, logged } = start();
  const lines = ordinaryTraffic(60).map((line) => line.replace(/^\S+/, '10.0.0.1'));
  await feed([...lines, ...scan('10.0.0.1')]);
  expect(guard.journal.all()).toEqual([]);
  expect(logged.filter((line) => line.includes('your own proxy'))).toHaveLength(1);
});

test('a clock that jumps ahead and back bans nobody', async () => {
  const { guard, feed } = start();
  const quiet = (n: number) =>
    `198.51.100.7 - - [10/Oct/2025:12:${String(n % 60).padStart(2, '0')}:00 +0000] "GET /gone${n} HTTP/1.1" 404 1 "-" "x"`;
  const future = quiet(0).replace('2025', '2031');
  await feed([future, ...Array.from({ length: 25 }, (_, n) => quiet(n)), future]);
  expect(guard.journal.all()).toEqual([]);
});

const hostile = array(
  constantFrom(
    '198.51.100.77',
    ' - - ',
    ' [10/Oct/2025:13:55:36 +0000] ',
    ', client: 198.51.100.77, server: a',
    ', request: "GET / HTTP/1.1"',
    '" 404 1 "-" "',
    ' from 198.51.100.77 port 22 ssh2',
    'GET /../../../etc/passwd HTTP/1.1',
    "' or '1'='1",
    '\x24{jndi:ldap://x}',
    '\n',
    '[client 198.51.100.77]',
  ),
  { maxLength: 8 },
).map((parts) => parts.join(''));
const anything = record({
  request: hostile,
  agent: hostile,
  referrer: hostile,
  user: hostile,
  noise: string({ unit: 'binary' }),
});

test('attack: one bad request, repeated at will, never blocks an innocent client', async () => {
  await assert(
    asyncProperty(anything, async ({ noise, ...sent }) => {
      const { guard, feed } = start({ journalPath: join(temporary(), 'd.log') });
      const bad = { ...sent, request: sent.request + noise };
      for (let time = 0; time < 25; time++) {
        await feed([
          nginxLine(attacker, { ...bad, request: `${bad.request}${time}` }),
          nginxErrorLine(attacker, bad),
        ]);
        await feed([apacheLine(attacker, bad)], 'apache');
        await feed([sshdLine(attacker, bad.user, time)], 'sshd');
      }
      expect(guard.journal.all().filter(({ value }) => value !== attacker)).toEqual([]);
      guard.journal.close();
    }),
    { numRuns: 60 },
  );
});

const small = () => {
  const directory = join(temporary(), 'full');
  mkdirSync(directory);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', directory]).status === 0;
  if (mounted) cleaning.push(() => spawnSync('umount', ['-l', directory]));
  return mounted ? directory : null;
};

test('a full disk stops neither the watch nor the bans, and what was decided is written later', async (context) => {
  const directory = small();
  if (directory === null) return context.skip('needs the right to mount a small file system');
  const { guard, feed, enforced } = start({ journalPath: join(directory, 'decisions.log') });
  const filler = join(directory, 'filler');
  let size = 60_000;
  while (size > 0) {
    try {
      writeFileSync(filler, Buffer.alloc(size), { flag: 'a' });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
      size = Math.floor(size / 2);
    }
  }
  for (let last = 1; last <= 12; last++) await feed(scan(`203.0.113.${last}`));
  await guard.beat();
  expect(enforced.at(-1)?.length).toBe(12);
  expect(guard.journal.unwritten).toBeGreaterThan(0);
  writeFileSync(filler, '');
  await feed(scan('203.0.113.13'));
  expect(guard.journal.unwritten).toBe(0);
});
