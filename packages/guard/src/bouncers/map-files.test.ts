import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
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

test.skipIf(!has('nginx', '-v'))('nginx accepts the files as the guide includes them', async () => {
  const directory = temporary();
  await nginxBouncer({ directory }).enforce(decisions, noon);
  mkdirSync(join(directory, 'logs'));
  const configuration = `error_log stderr; pid ${directory}/pid; events {} http {
    access_log off; client_body_temp_path ${directory}/b; proxy_temp_path ${directory}/p;
    fastcgi_temp_path ${directory}/f; uwsgi_temp_path ${directory}/u; scgi_temp_path ${directory}/s;
    ${fromGuide('nginx', '/etc/nginx/bugheist', directory)}
    server { listen unix:${directory}/socket; if ($bugheist = ban) { return 403; } }
  }`;
  writeFileSync(join(directory, 'nginx.conf'), configuration);
  const checked = spawnSync('nginx', [
    '-t',
    '-e',
    'stderr',
    '-p',
    directory,
    '-c',
    join(directory, 'nginx.conf'),
  ]);
  expect(checked.stderr.toString()).toContain('syntax is ok');
});

test.skipIf(!has('haproxy', '-v'))('HAProxy accepts the maps as the guide reads them', async () => {
  const directory = temporary();
  await haproxyBouncer({ directory }).enforce(decisions, noon);
  const configuration = `defaults
  mode http
  timeout connect 1s
  timeout client 1s
  timeout server 1s
frontend web
  bind 127.0.0.1:0
${fromGuide('haproxy', '/etc/haproxy/bugheist', directory)}  http-request return status 200
`;
  const file = join(directory, 'haproxy.cfg');
  writeFileSync(file, configuration);
  const checked = spawnSync('haproxy', ['-c', '-f', file]);
  expect(checked.stderr.toString() + checked.stdout.toString()).toContain('valid');
});
