import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

// What is known of packages depends on the machine and the day, so it is left out; the lockfile is looked at all the same.
const lookUps = 'package/known-vulnerable,package/malicious-package,package/old-go-toolchain';

test('our own scanner, as it was built, finds nothing here that would fail a build', () => {
  const bin = join(root, 'packages/scan/bin/bugheist-scan.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, '--skip', lookUps], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
    maxBuffer: 1 << 26,
  });
  expect({ status, stderr }, stdout).toEqual({ status: 0, stderr: '' });
});
