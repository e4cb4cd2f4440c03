import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { ScanIo } from '../cli/io.ts';
import { runScan } from '../cli.ts';

type Files = Readonly<Record<string, string | Buffer>>;

/** A folder of its own for one test, with these files, removed when the test ends. */
export function folderWith(files: Files): string {
  const folder = mkdtempSync(join(tmpdir(), 'bugheist-scan-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeInto(folder, files);
  return folder;
}

export function writeInto(folder: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** The same as a git repository with everything committed. */
export function repositoryWith(files: Files): string {
  const folder = folderWith(files);
  gitIn(folder, 'init', '--quiet', '--initial-branch=main');
  commitAll(folder, 'first');
  return folder;
}

export function commitAll(folder: string, message: string): void {
  gitIn(folder, 'add', '--all');
  gitIn(folder, 'commit', '--quiet', '--allow-empty', '--no-verify', '-m', message);
}

export function gitIn(folder: string, ...args: string[]): string {
  const who = ['-c', 'user.name=Tester', '-c', 'user.email=tester@example.org', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', [...who, ...args], { cwd: folder, encoding: 'utf8' });
}

export interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `bugheist scan` in a folder, in this process. */
export async function scanIn(
  folder: string,
  args: readonly string[] = [],
  io: Partial<ScanIo> = {},
): Promise<Ran> {
  let out = '';
  let err = '';
  const status = await runScan(args, {
    cwd: folder,
    env: {},
    now: () => new Date('2026-11-24T12:00:00Z'),
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    outIsTerminal: false,
    errIsTerminal: false,
    columns: { out: null, err: null },
    command: 'bugheist scan',
    fetch: () => Promise.reject(new Error('this test expects no network')),
    ...io,
  });
  return { status, out, err };
}

interface Document {
  readonly hits: readonly {
    readonly [field: string]: unknown;
    readonly ruleId: string;
    readonly path: string;
  }[];
  readonly [field: string]: unknown;
}

/** The parsed JSON report of a run. */
export async function jsonOf(
  folder: string,
  args: readonly string[] = [],
): Promise<Ran & { document: Document }> {
  const ran = await scanIn(folder, [...args, '--format', 'json']);
  // The report is ours; the tests that use this assert on what it holds.
  return { ...ran, document: JSON.parse(ran.out) as Document };
}
