import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { ban } from '../test/decisions.ts';
import { noon, temporary } from '../test/desk.ts';
import { haproxyBouncer } from './haproxy.ts';
import { nginxBouncer, nginxFiles } from './nginx.ts';

/** The guide's own lines, with the directory put in. */
const guide = readFileSync(join(import.meta.dirname, '../../../../docs/guide/guard.md'), 'utf8');
const fromGuide = (language: string, where: string, directory: string) => {
  const start = guide.indexOf(`\`\`\`${language}\n`) + language.length + 4;
  return guide.slice(start, guide.indexOf('```', start)).replaceAll(where, directory);
};
const has = (program: string, flag: string) => spawnSync(program, [flag]).status === 0;
const decisions = [
  ban({ value: '203.0.113.9' }),
  ban({ value: '203.0.113.9', id: 'again', measure: 'limit' }),
  ban({ value: '203.0.113.10', host: 'shop.example', measure: 'limit' }),
  ban({ value: '2001:db8:1:2::/64' }),
  ban({ value: '2001:db8:9:9::/64', host: 'shop.example' }),
];

test('files name each target once, the hardest measure winning', () => {
  expect(nginxFiles(decisions)).toEqual({
    'bugheist-geo.conf': '2001:db8:1:2::/64 ban;\n203.0.113.9 ban;\n',
    'bugheist-ranges.conf': '2001:db8:9:9::/64 "2001:db8:9:9::/64";\n',
    'bugheist-hosts.conf': '"shop.example|2001:db8:9:9::/64" ban;\n"shop.example|203.0.113.10" limit;\n',
  });
});

test('attack: a host name with configuration in it is left out', () => {
  const files = nginxFiles([ban({ value: '203.0.113.9', host: 'a" ban; include /etc/passwd; "' })]);
  expect(Object.values(files).join('')).toBe('');
});

test('the proxy is reloaded when a file changed, and only then', async () => {
  const directory = temporary();
  const reload = ['sh', '-c', `echo reloaded >> ${directory}/reloads`];
  const bouncer = nginxBouncer({ directory, reload });
  await bouncer.enforce(decisions, noon);
  await bouncer.enforce(decisions, noon + 1000);
  await bouncer.enforce([], noon + 2000);
  expect(readFileSync(join(directory, 'reloads'), 'utf8')).toBe('reloaded\nreloaded\n');
});

test('a reload that failed is owed', async () => {
  const directory = temporary();
  const bouncer = nginxBouncer({ directory, reload: ['sh', '-c', `test -e ${directory}/up`] });
  await expect(bouncer.enforce(decisions, noon)).rejects.toThrow(/sh failed/);
  writeFileSync(join(directory, 'up'), '');
  await bouncer.enforce(decisions, noon);
});

const cleaning: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleaning.splice(0)) await clean();
});

/** Starts a proxy in the foreground and waits until it answers. */
async function serve(program: string, args: readonly string[], port: number): Promise<void> {
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8');
  });
  const gone = once(child, 'exit');
  cleaning.push(async () => {
    child.kill('SIGKILL');
    await gone;
  });
  for (let attempt = 0; attempt < 300; attempt++) {
    if (child.exitCode !== null) throw new Error(`${program} ended: ${said}`);
    if ((await ask(port, '192.0.2.1')) === 200) return;
    await pause(100);
  }
  throw new Error(`${program} doesn’t answer: ${said}`);
}

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

/** Status of a request that a trusted proxy says came from `client`; 0 when nobody answers. */
const ask = (port: number, client: string, host = 'blog.example') =>
  new Promise<number>((resolve) => {
    get({ host: '127.0.0.1', port, headers: { host, 'x-forwarded-for': client } }, (response) => {
      response.resume();
      response.once('end', () => resolve(response.statusCode ?? 0));
    }).once('error', () => resolve(0));
  });

/** What every proxy must do with `decisions`. */
async function expectEnforced(port: number): Promise<void> {
  expect(await ask(port, '203.0.113.9')).toBe(403);
  expect(await ask(port, '2001:db8:1:2::77')).toBe(403);
  expect(await ask(port, '2001:db8:9:9::1', 'shop.example')).toBe(403);
  expect(await ask(port, '2001:db8:9:9::1', 'blog.example')).toBe(200);
  const statuses = new Map<number, number>();
  for (let n = 0; n < 40; n++) {
    const status = await ask(port, '203.0.113.10', 'shop.example');
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
  expect(statuses.get(200)).toBeGreaterThanOrEqual(20);
  expect(statuses.get(429)).toBeGreaterThanOrEqual(10);
  for (let n = 0; n < 40; n++) {
    expect(await ask(port, '203.0.113.10', 'blog.example')).toBe(200);
    expect(await ask(port, '198.51.100.7', 'shop.example')).toBe(200);
  }
}

test.skipIf(!has('nginx', '-v'))(
  'real nginx refuses and limits whom the guide’s lines name',
  { timeout: 60_000 },
  async () => {
    const directory = temporary();
    const port = await freePort();
    await nginxBouncer({ directory }).enforce(decisions, noon);
    writeFileSync(join(directory, 'index.html'), 'served');
    const configuration = `daemon off; master_process off; error_log stderr; pid ${directory}/pid; events {} http {
    access_log off; client_body_temp_path ${directory}/b; proxy_temp_path ${directory}/p;
    fastcgi_temp_path ${directory}/f; uwsgi_temp_path ${directory}/u; scgi_temp_path ${directory}/s;
    set_real_ip_from 127.0.0.1; real_ip_header X-Forwarded-For; root ${directory};
    ${fromGuide('nginx', '/etc/nginx/bugheist', directory)}
    server { listen 127.0.0.1:${port}; if ($bugheist = ban) { return 403; }
      limit_req zone=limited burst=20 nodelay; limit_req_status 429; }
  }`;
    const file = join(directory, 'nginx.conf');
    writeFileSync(file, configuration);
    await serve('nginx', ['-e', 'stderr', '-p', directory, '-c', file], port);
    await expectEnforced(port);
  },
);

test.skipIf(!has('haproxy', '-v'))(
  'real HAProxy refuses and limits whom the guide’s lines name',
  { timeout: 60_000 },
  async () => {
    const directory = temporary();
    const port = await freePort();
    await haproxyBouncer({ directory }).enforce(decisions, noon);
    const configuration = `defaults
  mode http
  timeout connect 1s
  timeout client 5s
  timeout server 5s
frontend web
  bind 127.0.0.1:${port}
  http-request set-src hdr(x-forwarded-for)
${fromGuide('haproxy', '/etc/haproxy/bugheist', directory)}  http-request return status 200
`;
    const file = join(directory, 'haproxy.cfg');
    writeFileSync(file, configuration);
    await serve('haproxy', ['-db', '-f', file], port);
    await expectEnforced(port);
  },
);
