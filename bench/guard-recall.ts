import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AddressRanges } from '@bugheist/guard/logs/address-range';
import { formats } from '@bugheist/guard/logs/formats';
import { utc } from '@bugheist/guard/logs/timestamp';
import { Engine } from '@bugheist/guard/scenarios/engine';
import { pack } from '@bugheist/guard/scenarios/pack/pack';
import { innocentCrowds } from '../packages/guard/src/test/innocent-crowds.ts';
import { browsers } from '../packages/guard/src/test/innocent-lines.ts';
import { innocents } from '../packages/guard/src/test/innocents.ts';
import { startTarget, type Target } from './parts/target.ts';

/**
 * Both sides of one coin: attack tools that are installed run against a real nginx on loopback, and each must be found
 * by what it does (scenarios that know tools by name are left out); harmless clients must not be banned. Loopback
 * stands in for the attacker's address.
 */
const scenarios = pack.filter(({ name }) => name !== 'bugheist/http-scanner-agent');
const context = { trusted: new AddressRanges(), civil: utc, now: Date.now() };
const directory = mkdtempSync(join(tmpdir(), 'guard-recall-'));
const words = wordList();

const tools: Readonly<Record<string, (origin: string) => readonly string[]>> = {
  'sqlmap, one number': (origin) =>
    `sqlmap -u ${origin}/item?id=1 --batch --level 2 --flush-session --timeout 5 --output-dir ${directory}/sqlmap --user-agent`
      .split(' ')
      .concat(browsers.chrome),
  'sqlmap, a search box': (origin) =>
    `sqlmap -u ${origin}/search?q=lamp -p q --batch --flush-session --timeout 5 --output-dir ${directory}/sqlmap --user-agent`
      .split(' ')
      .concat(browsers.chrome),
  'ffuf, word list': (origin) => [
    'ffuf',
    '-s',
    '-u',
    `${origin}/FUZZ`,
    '-w',
    words,
    '-t',
    '10',
    '-H',
    `User-Agent: ${browsers.chrome}`,
  ],
  'ffuf, two a second': (origin) => [
    'ffuf',
    '-s',
    '-u',
    `${origin}/FUZZ`,
    '-w',
    words,
    '-p',
    '0.5',
    '-t',
    '1',
    '-maxtime',
    '60',
    '-H',
    `User-Agent: ${browsers.chrome}`,
  ],
  'ffuf, PHP names': (origin) => [
    'ffuf',
    '-s',
    '-u',
    `${origin}/FUZZ.php`,
    '-w',
    words,
    '-p',
    '0.3',
    '-t',
    '1',
    '-maxtime',
    '40',
    '-H',
    `User-Agent: ${browsers.chrome}`,
  ],
  gobuster: (origin) => ['gobuster', 'dir', '-q', '-u', origin, '-w', words, '-a', browsers.chrome],
  dirb: (origin) => ['dirb', `${origin}/`, words, '-a', browsers.chrome, '-S', '-r', '-w'],
  'wfuzz, traversal': (origin) => [
    'wfuzz',
    '-z',
    `file,${traversals()}`,
    '-H',
    `User-Agent: ${browsers.chrome}`,
    `${origin}/item?id=FUZZ`,
  ],
  'hydra, basic': (origin) => [
    'hydra',
    '-l',
    'admin',
    '-P',
    passwords(),
    '-t',
    '4',
    '-s',
    new URL(origin).port,
    '127.0.0.1',
    'http-get',
    '/private',
  ],
  'hydra, form': (origin) => [
    'hydra',
    '-l',
    'admin',
    '-P',
    passwords(),
    '-t',
    '2',
    '-s',
    new URL(origin).port,
    '127.0.0.1',
    'http-post-form',
    '/login:user=^USER^&password=^PASS^:Wrong password',
  ],
  'wapiti, injections': (origin) => [
    'wapiti',
    '-u',
    `${origin}/`,
    '--flush-session',
    '-m',
    'sql,xss,exec,file,crlf,ssrf',
    '--max-scan-time',
    '60',
    '--store-session',
    `${directory}/wapiti`,
    '-o',
    `${directory}/wapiti.txt`,
    '-f',
    'txt',
    '-A',
    browsers.chrome,
  ],
  'nmap, web scripts': (origin) => [
    'nmap',
    '-Pn',
    '-p',
    new URL(origin).port,
    '--script',
    '+http-enum,+http-sql-injection,+http-backup-finder,+http-config-backup',
    '--script-args',
    'http.useragent="Mozilla/5.0 Firefox/130.0"',
    '127.0.0.1',
  ],
};

const target = await startTarget(directory);
if (target === null) console.log('nginx is not installed: no tool was run');
else {
  await runTools(target);
  await target.stop();
}
countInnocents();
rmSync(directory, { recursive: true });

async function runTools(running: Target): Promise<void> {
  let found = 0;
  let run = 0;
  await running.newLines();
  for (const [name, command] of Object.entries(tools)) {
    const [program = '', ...args] = command(running.origin);
    if (spawnSync('which', [program]).status !== 0) {
      console.log(`${name}: not installed, not run`);
      continue;
    }
    await finished(program, args);
    const lines = await running.newLines();
    const verdict = firstBan(lines.map((line) => line.replace(/^127\.0\.0\.1 /, '203.0.113.9 ')));
    run++;
    if (verdict !== null) found++;
    console.log(
      `${name}: ${lines.length} requests, ${verdict === null ? 'NOT FOUND' : `banned after ${verdict.after} by ${verdict.scenario}`}`,
    );
  }
  console.log(`${found} of ${run} runs of attack tools found by what they do`);
}

function firstBan(lines: readonly string[]): { readonly after: number; readonly scenario: string } | null {
  const engine = new Engine(scenarios);
  for (const [index, line] of lines.entries()) {
    const event = formats['nginx']?.(line, context);
    const alert = (event ? engine.pour(event) : []).find(({ scenario }) => scenario.labels.confidence > 1);
    if (alert) return { after: index + 1, scenario: alert.scenario.name };
  }
  return null;
}

function countInnocents(): void {
  const all = [...innocents, ...innocentCrowds];
  const banned = all.filter(({ format, lines }) => {
    const engine = new Engine(pack);
    return lines.some((line) => {
      const event = formats[format]?.(line, { ...context, now: Date.UTC(2026, 0, 1) });
      return event && engine.pour(event).some(({ scenario }) => scenario.labels.confidence > 1);
    });
  });
  const lines = all.reduce((sum, one) => sum + one.lines.length, 0);
  console.log(`${banned.length} of ${all.length} kinds of harmless client banned (${lines} lines)`);
}

function finished(program: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve) => {
    const child = spawn('timeout', ['-k', '5', '75', program, ...args], { stdio: 'ignore', cwd: directory });
    child.once('close', () => resolve());
  });
}

/** dirb's list where it is installed, else words of our own. */
function wordList(): string {
  const installed = ['/usr/share/dirb/wordlists/small.txt'].find((path) => existsSync(path));
  return (
    installed ??
    written(
      'words.txt',
      Array.from({ length: 800 }, (_, n) => `word${n}`),
    )
  );
}

function passwords(): string {
  return written(
    'passwords.txt',
    Array.from({ length: 200 }, (_, n) => `secret${n}`),
  );
}

function traversals(): string {
  const up = (n: number) => '../'.repeat(n);
  return written(
    'traversals.txt',
    Array.from(
      { length: 60 },
      (_, n) =>
        `${up(1 + (n % 9))}${['etc/passwd', 'etc/shadow', 'windows/win.ini', 'proc/self/environ'][n % 4]}`,
    ),
  );
}

function written(name: string, lines: readonly string[]): string {
  const path = join(directory, name);
  writeFileSync(path, lines.join('\n'));
  return path;
}
