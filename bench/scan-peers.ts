import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface Run {
  readonly cpuSeconds: number;
  readonly files: number;
  readonly bytes: number;
}

/**
 * CPU of peers on the same files in the same run, as a ratio to ours. `peers` is a folder with
 * eslint, eslint-plugin-security, secretlint and @secretlint/secretlint-rule-preset-recommend in its node_modules.
 */
export function comparePeers(
  peers: string,
  folder: string,
  scan: (cwd: string, args: readonly string[]) => Run,
): void {
  writeFileSync(
    join(peers, 'eslint.config.mjs'),
    "import security from 'eslint-plugin-security';\nexport default [security.configs.recommended];\n",
  );
  writeFileSync(
    join(peers, '.secretlintrc.json'),
    '{ "rules": [{ "id": "@secretlint/secretlint-rule-preset-recommend" }] }\n',
  );
  const ours = scan(folder, ['--threads', '1']).cpuSeconds;
  const bin = (name: string) => join(peers, 'node_modules/.bin', name);
  const eslint = cpuOf(folder, bin('eslint'), [
    '--no-config-lookup',
    '-c',
    join(peers, 'eslint.config.mjs'),
    '-f',
    'json',
    folder,
  ]);
  const secretlint = cpuOf(peers, bin('secretlint'), [
    '--secretlintrc',
    join(peers, '.secretlintrc.json'),
    '--format',
    'json',
    `${folder}/*`,
  ]);
  print('eslint-plugin-security', eslint, ours);
  print('secretlint', secretlint, ours);
}

/** User and system seconds of a command and its children, as the shell tells them. */
export function cpuOf(cwd: string, command: string, args: readonly string[]): number {
  const quoted = [command, ...args].map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
  const done = spawnSync('bash', ['-c', `TIMEFORMAT='%U %S'; time ${quoted} > /dev/null 2>/dev/null`], {
    cwd,
    encoding: 'utf8',
  });
  const [user = '0', system = '0'] = done.stderr.trim().split('\n').at(-1)?.split(' ') ?? [];
  return Number(user) + Number(system);
}

function print(peer: string, seconds: number, ours: number): void {
  console.log(
    `${peer}, same files: ${seconds.toFixed(1)} CPU s against our ${ours.toFixed(1)}: ${(seconds / ours).toFixed(1)} ×`,
  );
}
