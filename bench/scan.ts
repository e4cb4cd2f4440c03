/**
 * How fast `bugheist scan` is, as a whole process: on ten staged files, on source code by CPU time, and on a tree of
 * 50,000 files with its memory. Each line is a ratio against its budget (below 1 is within it).
 *
 *   node bench/scan.ts            after `npm run build`
 *   node bench/scan.ts --peers D  beside eslint-plugin-security and secretlint installed in the folder D
 */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { comparePeers, cpuOf } from './scan-peers.ts';

const root = join(import.meta.dirname, '..');
const bin = join(root, 'packages/scan/bin/bugheist-scan.js');
// A file of its own would be found and compiled, which costs more than it tells.
const usageAtExit = `data:text/javascript,${encodeURIComponent(
  "import { writeSync } from 'node:fs'; process.once('exit', () => writeSync(3, JSON.stringify(process.resourceUsage())));",
)}`;
const { values } = parseArgs({ options: { peers: { type: 'string' }, keep: { type: 'boolean' } } });

interface Run {
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
  readonly maxMegabytes: number;
  readonly files: number;
  readonly bytes: number;
}

/** Runs the program as people do, and asks it at its end what it used, threads included. */
function scan(cwd: string, args: readonly string[]): Run {
  const started = performance.now();
  const done = spawnSync(
    process.execPath,
    ['--import', usageAtExit, bin, ...args, '--format', 'json', '--fail-on', 'none'],
    { cwd, encoding: 'utf8', maxBuffer: 1 << 30, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] },
  );
  const wallSeconds = (performance.now() - started) / 1000;
  if (done.status !== 0) throw new Error(`the scan failed: ${done.stderr}`);
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(done.output[3] ?? '');
  const { files, bytes } = JSON.parse(done.stdout).stats;
  return {
    wallSeconds,
    cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
    maxMegabytes: maxRSS / 1024,
    files,
    bytes,
  };
}

const sources = globSync('node_modules/**/*.{js,ts,mjs,cjs}', {
  cwd: root,
  exclude: ['**/*.min.js', '**/.cache/**'],
})
  .map((path) => join(root, path))
  .filter((path) => statSync(path).isFile() && statSync(path).size < 300_000)
  .sort();

const folder = mkdtempSync(join(tmpdir(), 'bench-scan-'));
try {
  lockfile();
  stagedFiles();
  throughput();
  largeTree();
  if (values.peers) comparePeers(values.peers, copied('peers', sources.slice(0, 1500)), scan);
} finally {
  if (!values.keep) rmSync(folder, { recursive: true, force: true });
}

function stagedFiles(): void {
  const repository = copied(
    'staged',
    globSync('packages/scan/src/**/*.ts', { cwd: root })
      .slice(0, 10)
      .map((path) => join(root, path)),
  );
  execFileSync('git', ['init', '--quiet'], { cwd: repository });
  execFileSync('git', ['add', '--all'], { cwd: repository });
  wholeProcess('10 staged files', repository, ['--staged'], 0.3);
}

/** A commit or a build that brings in malware must hear of it at once, without a network and without an index. */
function lockfile(): void {
  const project = join(folder, 'lockfile');
  mkdirSync(project);
  const version = '0.7.29';
  const resolved = `https://registry.npmjs.org/ua-parser-js/-/ua-parser-js-${version}.tgz`;
  const packages = {
    '': { dependencies: { 'ua-parser-js': version } },
    'node_modules/ua-parser-js': { version, resolved, integrity: `sha512-${'A'.repeat(86)}==` },
  };
  writeFileSync(join(project, 'package-lock.json'), JSON.stringify({ lockfileVersion: 3, packages }));
  wholeProcess('a lockfile with ua-parser-js 0.7.29', project, [], 0.1);
}

function wholeProcess(what: string, cwd: string, args: readonly string[], budget: number): void {
  const runs = Array.from({ length: 9 }, () => {
    const started = performance.now();
    const cpuSeconds = cpuOf(cwd, process.execPath, [bin, ...args]);
    return { cpuSeconds, wallSeconds: (performance.now() - started) / 1000 };
  });
  const measured = (kind: 'wallSeconds' | 'cpuSeconds') => median(runs.map((run) => run[kind]));
  line(`${what}, whole process, wall (median of 9)`, measured('wallSeconds'), budget, 's');
  line(`${what}, whole process and git, CPU (median of 9)`, measured('cpuSeconds'), budget, 's');
}

function throughput(): void {
  const tree = copied('sources', sources.slice(0, 6000));
  const runs = Array.from({ length: 3 }, () => scan(tree, ['--threads', '1']));
  const [run] = runs.sort((a, b) => a.cpuSeconds - b.cpuSeconds).slice(1);
  if (!run) return;
  const speed = run.bytes / 1e6 / run.cpuSeconds;
  print(
    `source per CPU second, median of 3 (${run.files} files, ${megabytes(run)} MB)`,
    `${speed.toFixed(1)} MB`,
    8 / speed,
  );
}

function largeTree(): void {
  const tree = join(folder, 'large');
  for (let n = 0; n < 50_000; n++) {
    const source = sources[n % sources.length] ?? '';
    const to = join(tree, `${Math.floor(n / 500)}`, `${n}-${basename(source)}`);
    if (n % 500 === 0) mkdirSync(dirname(to), { recursive: true });
    copyFileSync(source, to);
  }
  const run = scan(tree, []);
  line(`50,000 files, ${megabytes(run)} MB, wall`, run.wallSeconds, 60, 's');
  line('50,000 files, memory', run.maxMegabytes, 400, 'MB');
}

function copied(name: string, files: readonly string[]): string {
  const to = join(folder, name);
  if (existsSync(to)) return to;
  mkdirSync(to, { recursive: true });
  for (const [index, file] of files.entries()) copyFileSync(file, join(to, `${index}-${basename(file)}`));
  return to;
}

function line(what: string, value: number, budget: number, unit: string): void {
  print(what, `${value.toFixed(2)} ${unit}`, value / budget);
}

function print(what: string, value: string, ratio: number): void {
  console.log(`${what.padEnd(60)} ${value.padStart(12)}   ${ratio.toFixed(2)} × budget`);
}

function megabytes({ bytes }: Run): string {
  return (bytes / 1e6).toFixed(1);
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
