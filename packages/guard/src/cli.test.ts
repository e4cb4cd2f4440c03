import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { runGuard } from './cli.ts';
import { noon, temporary } from './test/desk.ts';

const attacker = '203.0.113.9';
const scan = (client: string) =>
  Array.from(
    { length: 15 },
    (_, n) => `${client} - - [10/Oct/2025:12:00:${10 + n} +0000] "GET /p${n}.php HTTP/1.1" 404 1 "-" "x"\n`,
  ).join('');

function setUp(configuration: string) {
  const directory = temporary();
  mkdirSync(join(directory, 'state'));
  const file = join(directory, 'guard.yaml');
  writeFileSync(file, `state: state\n${configuration}`);
  let next = 0;
  const guard = async (argv: string[], stdin = '') => {
    const out: string[] = [];
    const err: string[] = [];
    const status = await runGuard([...argv, '--config', file], {
      out: (line) => out.push(line),
      err: (line) => err.push(line),
      env: {},
      stdin: Readable.from([Buffer.from(stdin)]),
      now: () => noon + 60_000,
      newId: () => `d${++next}`,
      signal: new AbortController().signal,
    });
    return { status, out: out.join('\n'), err: err.join('\n') };
  };
  return { directory, guard };
}

const live = 'sources: [{ stdin: true, format: nginx }]\ndecisions: { shadow: 0s }\n';

test('a log through stdin: ban, explain, unban', async () => {
  const { guard } = setUp(live);
  expect(await guard(['run'], scan(attacker))).toMatchObject({ status: 0 });
  expect((await guard(['list'])).out).toMatch(/^ban 203\.0\.113\.9 until .* bugheist\/http-probing/);
  const explained = await guard(['explain', attacker]);
  expect(explained.out).toContain('in force');
  expect(explained.out).toContain('GET /p0.php');
  expect(await guard(['unban', attacker])).toMatchObject({
    status: 2,
    err: expect.stringContaining('--why'),
  });
  expect(await guard(['unban', attacker, '--why', 'a customer'])).toMatchObject({ status: 0 });
  expect((await guard(['list'])).out).toBe('');
  expect((await guard(['explain', attacker])).out).toContain('taken back');
  expect(await guard(['unban', attacker, '--why', 'again'])).toMatchObject({ status: 1 });
});

test('explain takes the reference a refused person names, and tells of the range an address lies in', async () => {
  const { guard } = setUp(live);
  const id = /d\d+$/.exec((await guard(['ban', '203.0.113.0/24', '--why', 'asked us to'])).out)?.[0] ?? '';
  for (const operand of [id, '203.0.113.77']) {
    const { status, out } = await guard(['explain', operand]);
    expect([status, out]).toEqual([
      0,
      expect.stringContaining('ban of range 203.0.113.0/24 everywhere: in force'),
    ]);
  }
  expect((await guard(['explain', '203.0.114.1'])).out).toContain('Nothing is known');
  expect((await guard(['explain', 'no-such-id'])).err).toContain('an address or the id of a decision');
  expect(await guard(['unban', id, '--why', 'a customer'])).toMatchObject({ status: 0 });
});

test('the first day is shadow unless the operator says otherwise', async () => {
  const { guard } = setUp('sources: [{ stdin: true }]\n');
  const run = await guard(['run'], scan(attacker));
  expect(run.err).toContain('shadow until');
  expect(run.err).toContain('would ban 203.0.113.9');
  expect((await guard(['explain', attacker])).out).toContain('not enforced');
});

test('what was held is enforced when somebody confirms it', async () => {
  const { guard } = setUp('sources: [{ stdin: true }]\ndecisions: { shadow: 0s, perMinute: 0 }\n');
  await guard(['run'], scan(attacker));
  const held = await guard(['list', '--held', '--json']);
  const [{ id }] = JSON.parse(held.out);
  expect(await guard(['confirm', id])).toMatchObject({ status: 0 });
  expect((await guard(['list', '--held'])).out).toBe('');
  expect(await guard(['confirm', id])).toMatchObject({ status: 1 });
});

test('an operator bans by hand, but never somebody who is spared', async () => {
  const { guard } = setUp(`${live}allow: [198.51.100.0/24]\n`);
  expect(await guard(['ban', attacker, '--why', 'rude', '--for', '2h'])).toMatchObject({ status: 0 });
  const spared = await guard(['ban', '198.51.100.7', '--why', 'rude']);
  expect(spared).toMatchObject({ status: 2, err: expect.stringContaining('allow-list') });
  expect(await guard(['ban', 'nonsense', '--why', 'x'])).toMatchObject({ status: 2 });
});

test('replay tells what would have been banned as a difference, rotated logs included', async () => {
  const { guard, directory } = setUp('sources: [{ file: access.log, format: nginx }]\nzone: UTC\n');
  writeFileSync(join(directory, 'access.log.2.gz'), gzipSync(scan(attacker)));
  writeFileSync(join(directory, 'access.log.1'), scan('203.0.113.10'));
  writeFileSync(join(directory, 'access.log'), '');
  await guard(['ban', '203.0.113.77', '--why', 'by hand']);
  const { out } = await guard(['replay', '--since', '7d']);
  expect(out.split('\n').map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual([
    '30 lines, 30',
    '+ ban 203.0.113.9',
    '+ ban 203.0.113.10',
  ]);
  const one = await guard(['replay', '--since', '7d', '--scenario', 'bugheist/ssh-brute-force']);
  expect(one.out).toContain('0 decisions');
});

test('mistakes are exit status 2 with the way out', async () => {
  const { guard } = setUp('sources:\n  - file: a.log\n    formt: nginx\n');
  expect(await guard(['check'])).toMatchObject({
    status: 2,
    err: expect.stringMatching(/guard\.yaml:4: .*did you mean format\?/),
  });
  const fine = setUp(live).guard;
  expect(await fine(['chek'])).toMatchObject({ status: 2, err: expect.stringContaining('no command chek') });
  expect(await fine(['check', '--wat'])).toMatchObject({ status: 2 });
  expect(await fine(['check'])).toMatchObject({ status: 0, out: expect.stringContaining('scenarios: 23') });
});

test('CrowdSec scenarios and fail2ban filters are configured in the same file', async () => {
  const { guard, directory } = setUp(
    'sources:\n  - stdin: true\n    fail2ban: { filter: door.conf, maxRetry: 2, findTime: 10m }\nscenarios: { files: [mine.yaml, bad.yaml], pack: false }\ndecisions: { shadow: 0s }\n',
  );
  writeFileSync(join(directory, 'door.conf'), '[Definition]\nfailregex = ^\\s*refused <HOST>$\n');
  const scenario =
    'type: trigger\nname: me/mine\ndescription: d\nfilter: evt.Meta.log_type == "ssh_failed-auth"\n';
  writeFileSync(join(directory, 'mine.yaml'), scenario);
  writeFileSync(join(directory, 'bad.yaml'), scenario.replace('Meta.log_type', 'Nope.x'));
  const checked = await guard(['check']);
  expect(checked.err).toMatch(/bad\.yaml:4: .*evt\.Nope\.x isn't in our events/);
  expect((await guard(['scenarios'])).out.split('\n').map((line) => line.split(' ')[0])).toEqual([
    'me/mine',
    'fail2ban:door',
  ]);
  const lines = '2025-10-10T12:00:00Z refused 203.0.113.9\n'.repeat(2);
  await guard(['run'], lines);
  expect((await guard(['list'])).out).toContain('fail2ban:door');
});

test('check looks at the logs and names what to mend', async () => {
  const { guard, directory } = setUp(
    'sources:\n  - file: good.log\n  - file: wrong.log\n    format: haproxy\n  - file: proxied.log\n  - file: later.log\nzone: UTC\n',
  );
  writeFileSync(join(directory, 'good.log'), scan(attacker));
  writeFileSync(join(directory, 'wrong.log'), scan(attacker));
  writeFileSync(join(directory, 'proxied.log'), scan('10.0.0.1').repeat(5));
  const { status, out, err } = await guard(['check']);
  expect(status).toBe(1);
  expect(out).toMatch(/fine {2}\S*good\.log: 15 of the newest 15 lines read as nginx/);
  expect(out).toMatch(/fine {2}\S*later\.log: not there: it is read as soon as it appears/);
  expect(err).toMatch(/mend {2}\S*wrong\.log: 0 of the newest 15 lines .* 15 as nginx: set format: nginx/);
  expect(err).toMatch(/mend {2}\S*proxied\.log: .*10\.0\.0\.1.* trustedProxies/);
  const { inspections } = JSON.parse((await guard(['check', '--format', 'json'])).out);
  expect(inspections.filter((one: { isProblem: boolean }) => one.isProblem)).toHaveLength(2);
  expect(await guard(['check', '--format', 'xml'])).toMatchObject({ status: 2 });
});

test('a range that touches somebody who is spared is not banned by hand either', async () => {
  const { guard } = setUp(`${live}allow: [198.51.100.7]\n`);
  const refused = await guard(['ban', '198.51.0.0/16', '--why', 'rude']);
  expect(refused).toMatchObject({ status: 2, err: expect.stringContaining('touches the allow-list') });
});

test('explain and scenarios speak JSON too', async () => {
  const { guard } = setUp(live);
  await guard(['ban', attacker, '--why', 'rude']);
  const explained = JSON.parse((await guard(['explain', attacker, '--format', 'json'])).out);
  expect(explained).toMatchObject({
    address: attacker,
    spared: null,
    known: [{ decision: { value: attacker } }],
  });
  const all = JSON.parse((await guard(['scenarios', '--json'])).out);
  expect(all).toHaveLength(23);
});
