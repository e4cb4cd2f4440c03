import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Git said no. The message carries what it said. */
export class GitFailure extends Error {
  readonly code = 'git-failure';
}

/**
 * Settings of the scanned repository that would make git run programs are switched off:
 * a scanner must be safe to point at a repository nobody trusts yet.
 */
const safe = [
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'core.quotePath=false',
  'log.showSignature=false',
  // A clone without all objects would fetch what is missing, by the command that its own settings name.
  'protocol.allow=never',
].flatMap((setting) => ['-c', setting]);

/** The arguments that keep git from running the repository's filters on files it compares. Source: gitattributes(5), filter. */
export function withoutFilters(cwd: string): string[] {
  const names = git(cwd, ['config', '--null', '--name-only', '--list']);
  return fieldsOf(names)
    .filter((name) => /^filter\..*\.(clean|smudge|process|required)$/s.test(name))
    .flatMap((name) => ['-c', `${name}=`]);
}

/** Output of a git command run in `cwd`. Throws GitFailure when git is missing or answers with an error. */
export const git = (cwd: string, args: readonly string[], input?: string): Buffer =>
  gitWithComplaints(cwd, args, input).output;

/** The same with what git said beside it, in English. */
export function gitWithComplaints(
  cwd: string,
  args: readonly string[],
  input?: string,
): { output: Buffer; complaints: string } {
  const done = spawnSync('git', [...safe, ...args], {
    cwd,
    input: input ?? '',
    maxBuffer: 2 ** 31 - 1,
    env: { ...process.env, ...safeEnvironment, LC_ALL: 'C' },
  });
  if (done.error) throw new GitFailure(`git could not be run: ${done.error.message}`, { cause: done.error });
  if (done.status !== 0) {
    const said = done.stderr.toString('utf8').trim().slice(0, 400);
    throw new GitFailure(`git ${args[0]} failed: ${said || `status ${done.status}`}`);
  }
  return { output: done.stdout, complaints: done.stderr.toString('utf8') };
}

/** The arguments and variables that make git safe, for callers that stream. */
export const safeGitArguments = safe;
export const safeEnvironment = {
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
  GIT_NO_LAZY_FETCH: '1',
};

/** Fields of a `-z` listing. */
export const fieldsOf = (output: Buffer): string[] => output.toString('utf8').split('\0').slice(0, -1);

/**
 * The top folder of the working tree that holds `cwd`; null outside of one. Throws GitFailure when there may be one, and
 * git is missing or refuses to look at it, as it does when it is another user's.
 */
export function workingTreeOf(cwd: string): string | null {
  if (!mayBeKept(cwd)) return null;
  try {
    return git(cwd, ['rev-parse', '--show-toplevel']).toString('utf8').replace(/\n$/, '');
  } catch (error) {
    if (isNone(error)) return null;
    throw error;
  }
}

/**
 * False where certainly no repository is found from `cwd`: then git need not be asked, which takes as long as many a
 * scan. Source: git(1), GIT_DIR; gitrepository-layout(5).
 */
export function mayBeKept(cwd: string): boolean {
  if (process.env['GIT_DIR']) return true;
  for (let folder = realpathSync(cwd), below = ''; folder !== below; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return true;
    below = folder;
  }
  return false;
}

/** Git's words for there being no working tree: none at all, a bare repository, a `.git` that is none. */
const isNone = (error: unknown): boolean =>
  error instanceof GitFailure &&
  /not a git repository|must be run in a work tree|invalid gitfile format/.test(error.message);
