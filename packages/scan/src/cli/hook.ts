import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { UsageError } from '../config/config.ts';
import { GitFailure } from '../walk/git.ts';
import type { ScanIo } from './io.ts';

const usage = `usage: bugheist scan hook install      scan staged changes before every commit; an existing hook runs first
       bugheist scan hook remove       take it out again and put the existing hook back
       bugheist scan hook print pre-commit | lefthook    a snippet for those tools
`;

/** `bugheist scan hook …` */
export function runHook(argv: readonly string[], io: ScanIo): number {
  const [verb, tool] = argv;
  if (verb === 'install' && argv.length === 1) return install(io);
  if (verb === 'remove' && argv.length === 1) return remove(io);
  if (verb === 'print' && (tool === 'pre-commit' || tool === 'lefthook')) {
    io.out(snippets[tool]);
    return 0;
  }
  const isHelp = verb === '--help' || verb === '-h';
  if (!isHelp)
    throw new UsageError(`hook ${argv.join(' ') || 'wants a verb'}: expected one of these\n${usage}`);
  io.out(usage);
  return 0;
}

const mark = '# bugheist scan hook';
const previousName = 'pre-commit.before-bugheist';

/** Fails closed: a hook that silently does nothing is worse than none. */
const script = (byHusky: boolean): string => `#!/bin/sh
${mark}: scans what is about to be committed. "bugheist scan hook remove" takes it out.
previous="$(dirname "$0")/${previousName}"
if [ ${byHusky ? '-f' : '-x'} "$previous" ]; then
  ${byHusky ? 'sh -e ' : ''}"$previous" "$@" || exit $?
fi
if [ -x node_modules/.bin/bugheist-scan ]; then exec node_modules/.bin/bugheist-scan --staged; fi
if [ -x node_modules/.bin/bugheist ]; then exec node_modules/.bin/bugheist scan --staged; fi
if command -v bugheist-scan >/dev/null 2>&1; then exec bugheist-scan --staged; fi
if command -v bugheist >/dev/null 2>&1; then exec bugheist scan --staged; fi
echo "bugheist scan is not installed, so nothing was scanned: npm install, or commit with --no-verify" >&2
exit 1
`;

const snippets = {
  'pre-commit': `# .pre-commit-config.yaml
repos:
  - repo: local
    hooks:
      - id: bugheist-scan
        name: bugheist scan
        language: system
        entry: npx --no-install bugheist-scan --staged
        pass_filenames: false
`,
  lefthook: `# lefthook.yml
pre-commit:
  commands:
    bugheist-scan:
      run: npx --no-install bugheist-scan --staged
`,
} as const;

function install(io: ScanIo): number {
  const { folder, byHusky } = hooksFolder(io);
  const hook = join(folder, 'pre-commit');
  const previous = join(folder, previousName);
  mkdirSync(folder, { recursive: true });
  if (existsSync(hook) && !isOurs(hook)) {
    if (existsSync(previous))
      throw new UsageError(`both ${hook} and ${previous} exist: remove the one that is not wanted`);
    renameSync(hook, previous);
    io.out(`the existing hook is kept as ${previous} and runs first\n`);
  }
  writeFileSync(hook, script(byHusky));
  chmodSync(hook, 0o755);
  io.out(`installed ${hook}: staged changes are scanned before every commit\n`);
  return 0;
}

function remove(io: ScanIo): number {
  const { folder } = hooksFolder(io);
  const hook = join(folder, 'pre-commit');
  const previous = join(folder, previousName);
  if (!existsSync(hook) || !isOurs(hook)) throw new UsageError(`${hook} is not ours: nothing to remove`);
  rmSync(hook);
  if (existsSync(previous)) renameSync(previous, hook);
  io.out(existsSync(hook) ? `removed; the hook from before is back at ${hook}\n` : `removed ${hook}\n`);
  return 0;
}

const isOurs = (hook: string): boolean => readFileSync(hook, 'utf8').includes(mark);

/**
 * Where git looks for hooks, `core.hooksPath` included. Husky writes that folder anew at every install, and runs the
 * team's hooks, executable or not, from the one around it.
 */
function hooksFolder(io: ScanIo): { folder: string; byHusky: boolean } {
  const done = spawnSync('git', ['rev-parse', '--git-path', 'hooks'], { cwd: io.cwd, encoding: 'utf8' });
  if (done.error || done.status !== 0) throw new GitFailure(`${io.cwd} is no git working tree`);
  const folder = resolve(io.cwd, done.stdout.replace(/\n$/, ''));
  const byHusky = basename(folder) === '_' && basename(dirname(folder)) === '.husky';
  return { folder: byHusky ? dirname(folder) : folder, byHusky };
}
