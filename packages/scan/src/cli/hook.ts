import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { osvArchives } from '../advisory-index/index-path.ts';
import { emptyConfig, UsageError } from '../config/config.ts';
import { spoken } from '../report/spoken.ts';
import { GitFailure, workingTreeOf } from '../walk/git.ts';
import { indexLocation } from './index-option.ts';
import type { ScanIo } from './io.ts';

const usage = `usage: bugheist scan hook install
           scan staged changes before every commit; an existing hook runs first
       bugheist scan hook remove
           take it out again and put the existing hook back
       bugheist scan hook print pre-commit | lefthook
           a snippet for those tools
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
  io.out(spoken(usage, io));
  return 0;
}

const mark = '# bugheist scan hook';
const previousName = 'pre-commit.before-bugheist';

/** Where the hook looks for the command, from the top of the working tree. */
const places = ['node_modules/.bin/bugheist-scan', 'node_modules/.bin/bugheist'] as const;

/** Fails closed: a hook that silently does nothing is worse than none. */
const script = (byHusky: boolean): string => `#!/bin/sh
${mark}: scans what is about to be committed. "bugheist scan hook remove" takes it out.
# Another tool that keeps this hook and runs it may itself be run by it.
[ -n "$BUGHEIST_HOOK_RUNS" ] && exit 0
export BUGHEIST_HOOK_RUNS=1
previous="$(dirname "$0")/${previousName}"
if [ ${byHusky ? '-f' : '-x'} "$previous" ]; then
  ${byHusky ? 'sh -e ' : ''}"$previous" "$@" || exit $?
fi
scan() {
  "$@" --staged && exit 0
  status=$?
  if [ $status -eq 1 ]; then
    echo "The commit was stopped. Change it and stage it again, or say beside a hit why it is no danger." >&2
  else
    echo "The commit was stopped: it could not be checked (status $status)." >&2
  fi
  echo "To commit without the check: git commit --no-verify" >&2
  exit $status
}
if [ -x ${places[0]} ]; then scan ${places[0]}; fi
if [ -x ${places[1]} ]; then scan ${places[1]} scan; fi
if command -v bugheist-scan >/dev/null 2>&1; then scan bugheist-scan; fi
if command -v bugheist >/dev/null 2>&1; then scan bugheist scan; fi
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
  const top = workingTreeOf(io.cwd);
  if (top === null) throw new GitFailure(`${io.cwd} is in no git working tree, so nothing is committed here`);
  const { folder, byHusky } = hooksFolder(io);
  const hook = join(folder, 'pre-commit');
  const previous = join(folder, previousName);
  mkdirSync(folder, { recursive: true });
  if (existsSync(hook) && !isOurs(hook)) {
    refuseKept(hook);
    if (existsSync(previous))
      throw new UsageError(`both ${hook} and ${previous} exist: remove the one that is not wanted`);
    renameSync(hook, previous);
    io.out(`the existing hook is kept as ${previous} and runs first\n`);
  }
  writeFileSync(hook, script(byHusky));
  chmodSync(hook, 0o755);
  io.out(`installed ${hook}: staged changes are scanned before every commit\n`);
  if (!isReachable(top)) io.out(`${spoken(notReachable, io)}\n`);
  if (!existsSync(indexLocation({ advisories: null, advisoriesKey: null }, emptyConfig, top, io).path))
    io.out(`${spoken(noIndex, io)}\n`);
  return 0;
}

/** These tools write the hook anew whenever they are installed, and ours with it: it belongs into their own list. */
function refuseKept(hook: string): void {
  const text = readFileSync(hook, 'utf8');
  const keeper = text.includes('pre-commit.com')
    ? 'pre-commit'
    : /\blefthook\b/.test(text)
      ? 'lefthook'
      : null;
  if (keeper !== null)
    throw new UsageError(
      `the hooks of this repository are kept by ${keeper}, so add this to its file instead:\n\n${snippets[keeper]}`,
    );
}

const notReachable =
  'but the command is not found from there yet: npm install --save-dev @bugheist/scan at the top of the repository, or commits will be stopped';
const noIndex = `a commit that changes a lockfile wants the index of known vulnerabilities: build it with bugheist scan db update --from ${osvArchives}`;

function isReachable(top: string): boolean {
  if (places.some((place) => existsSync(join(top, place)))) return true;
  return ['bugheist-scan', 'bugheist'].some(
    (name) => spawnSync('sh', ['-c', `command -v ${name}`], { cwd: top }).status === 0,
  );
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
