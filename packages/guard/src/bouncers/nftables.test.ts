import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ban } from '../test/decisions.ts';
import { noon } from '../test/desk.ts';
import { nftablesBouncer, removeNftables } from './nftables.ts';

/** A namespace of our own: two ends of a cable, ours inside. Needs root, ip and nft. */
const namespace = `bh${randomBytes(3).toString('hex')}`;
const cable = `v${namespace.slice(2)}`;
const ip = (...args: string[]) => execFileSync('ip', args, { stdio: 'pipe' });
const inside = ['ip', 'netns', 'exec', namespace];
const ready =
  process.getuid?.() === 0 &&
  spawnSync('nft', ['--version']).status === 0 &&
  spawnSync('ip', ['netns', 'add', namespace]).status === 0 &&
  spawnSync('ip', [...inside.slice(1), 'nft', 'list', 'tables']).status === 0 &&
  spawnSync('ip', ['link', 'add', cable, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', namespace])
    .status === 0;

const command = [...inside, 'nft'];
const list = () => execFileSync('ip', [...command.slice(1), 'list', 'table', 'inet', 'bugheist']).toString();
const reaches = () =>
  new Promise<boolean>((resolve) => {
    const socket = connect({ host: '198.18.77.2', port: 8099, timeout: 800 });
    const done = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket
      .once('connect', () => done(true))
      .once('timeout', () => done(false))
      .once('error', () => done(false));
  });
let listener: ChildProcess | null = null;

beforeAll(async () => {
  if (!ready) return;
  ip('addr', 'add', '198.18.77.1/24', 'dev', cable);
  ip('link', 'set', cable, 'up');
  ip('-n', namespace, 'addr', 'add', '198.18.77.2/24', 'dev', 'eth0');
  ip('-n', namespace, 'link', 'set', 'eth0', 'up');
  const program = "require('node:net').createServer((s) => s.end()).listen(8099, () => console.log('ready'))";
  listener = spawn('ip', [...inside.slice(1), process.execPath, '-e', program], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(listener.stdout ?? listener, 'data');
});

afterAll(() => {
  listener?.kill();
  spawnSync('ip', ['netns', 'delete', namespace]);
});

test.skipIf(!ready)(
  'a banned address is in the kernel’s set with its time left, and leaves when it is unbanned',
  async () => {
    const bouncer = nftablesBouncer({ command });
    const decisions = [
      ban({ value: '203.0.113.9' }),
      ban({ value: '2001:db8:1:2::/64' }),
      ban({ value: '203.0.113.10', host: 'shop.example' }),
      ban({ value: '203.0.113.11', measure: 'limit' }),
    ];
    await bouncer.enforce(decisions, noon);
    const listed = list();
    expect(listed).toMatch(/203\.0\.113\.9 timeout 1h/);
    expect(listed).toContain('2001:db8:1:2::/64');
    expect(listed).not.toMatch(/203\.0\.113\.1[01]/);
    await bouncer.enforce(decisions.slice(1), noon + 1000);
    expect(list()).not.toContain('203.0.113.9');
    await removeNftables({ command });
  },
);

test.skipIf(!ready)('packets of a banned address are dropped', async () => {
  const bouncer = nftablesBouncer({ command });
  expect(await reaches()).toBe(true);
  await bouncer.enforce([ban({ value: '198.18.77.1' })], noon);
  expect(await reaches()).toBe(false);
  await bouncer.enforce([], noon);
  expect(await reaches()).toBe(true);
});

test.skipIf(!ready)('an element the kernel has let go already is no error', async () => {
  const bouncer = nftablesBouncer({ command });
  await bouncer.enforce([ban({ value: '203.0.113.9' })], noon);
  execFileSync('ip', [...command.slice(1), 'flush', 'set', 'inet', 'bugheist', 'addresses4']);
  await bouncer.enforce([], noon + 1000);
  expect(list()).not.toContain('203.0.113.9');
});

test('attack: a value that is no address never reaches nft', async () => {
  const bouncer = nftablesBouncer({ command: ['sh', '-c', 'grep -q evil && exit 1 || exit 0'] });
  await bouncer.enforce([ban({ value: '1.2.3.4 }; evil' })], noon);
});
