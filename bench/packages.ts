/**
 * How large the advisory index is, how fast it is built and how fast a lockfile is looked up in it, each as a ratio to
 * its budget (below 1 is within it).
 *
 *   node bench/packages.ts                               after `npm run build`: with made-up malware, as many as there is
 *   node bench/packages.ts --from FOLDER                 with OSV's archives, as FOLDER/npm/all.zip
 *   node bench/packages.ts --from FOLDER --peer BINARY   beside osv-scanner 2, on the same lockfile and archives
 *
 * --lock FILE looks up that lockfile instead of a made-up one of 1,500 packages.
 */
import { generateKeyPairSync } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Advisories } from '../packages/scan/src/advisory-index/advisories.ts';
import { type ArchivedDocument, documentsIn } from '../packages/scan/src/advisory-index/archive.ts';
import { buildIndex } from '../packages/scan/src/advisory-index/build-index.ts';
import { AdvisoryIndex } from '../packages/scan/src/advisory-index/open-index.ts';
import { publicKeyOf } from '../packages/scan/src/advisory-index/signing-key.ts';
import { readNpmLock } from '../packages/scan/src/lockfile/npm-lock.ts';
import { cpuOf } from './scan-peers.ts';

const { values } = parseArgs({
  options: { from: { type: 'string' }, lock: { type: 'string' }, peer: { type: 'string' } },
});
const work = mkdtempSync(join(tmpdir(), 'bugheist-bench-'));
const { privateKey } = generateKeyPairSync('ed25519');
const indexPath = join(work, 'advisories.bhx');

try {
  measureBuild();
  const lock = join(work, 'project');
  mkdirSync(lock);
  const lockText = values.lock === undefined ? madeUpLock() : readFileSync(values.lock, 'utf8');
  writeFileSync(join(lock, 'package-lock.json'), lockText);
  measureLookUp(lockText);
  measureProcess(lock);
} finally {
  rmSync(work, { recursive: true, force: true });
}

function measureBuild(): void {
  const documents = values.from === undefined ? madeUpMalware(220_000) : documentsIn(values.from);
  const started = process.cpuUsage();
  const { bytes, read } = buildIndex(documents, null, privateKey, new Date());
  const seconds = cpuSince(started);
  writeFileSync(indexPath, bytes);
  print('index', bytes.length / 1e6, 20, 'MB');
  console.log(
    `built from ${read} advisories in ${seconds.toFixed(1)} CPU s, ${Math.round(read / seconds)} a second`,
  );
}

function measureLookUp(text: string): void {
  const runs = Array.from({ length: 7 }, () => {
    const started = process.cpuUsage();
    const advisories = new Advisories(new AdvisoryIndex(indexPath, publicKeyOf(privateKey)), null);
    const { packages } = readNpmLock(text);
    const hits = packages.flatMap(({ ecosystem, name, version }) => advisories.of(ecosystem, name, version));
    advisories.close();
    return { milliseconds: cpuSince(started) * 1000, packages: packages.length, hits: hits.length };
  });
  const [first] = runs;
  const median = runs.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b)[3] ?? 0;
  console.log(
    `lockfile of ${first?.packages} packages, ${first?.hits} hits, read and looked up, index opened and verified:`,
  );
  print('  first time in the process', first?.milliseconds ?? 0, 100, 'CPU ms');
  print('  median of seven', median, 100, 'CPU ms');
}

function measureProcess(folder: string): void {
  writeFileSync(`${indexPath}.pub`, publicKeyOf(privateKey));
  const cli = join(import.meta.dirname, '../packages/scan/bin/bugheist-scan.js');
  const scan = () => cpuOf(folder, process.execPath, [cli, '--only', 'package', '--advisories', indexPath]);
  scan();
  const ours = scan();
  console.log(`whole process, the package rules on that lockfile: ${ours.toFixed(2)} CPU s`);
  if (values.peer === undefined || values.from === undefined) return;
  const database = join(work, 'osv-scanner');
  cpSync(values.from, database, { recursive: true });
  const theirs = cpuOf(folder, 'env', [
    `OSV_SCANNER_LOCAL_DB_CACHE_DIRECTORY=${work}`,
    values.peer,
    ...[
      'scan',
      'source',
      '--offline',
      '--no-ignore',
      '--format',
      'json',
      '-L',
      join(folder, 'package-lock.json'),
    ],
  ]);
  console.log(
    `osv-scanner, same lockfile and archives: ${theirs.toFixed(2)} CPU s, ${(theirs / ours).toFixed(1)} × ours`,
  );
  console.log(
    `its archives: ${(statSync(join(values.from, 'npm/all.zip')).size / 1e6).toFixed(0)} MB for npm alone`,
  );
}

/** As the archives of 2026 hold: a name, one version or all. */
function* madeUpMalware(count: number): Generator<ArchivedDocument> {
  for (let n = 0; n < count; n++) {
    const name = `${word(n)}-${word(n * 7 + 3)}${n % 5 === 0 ? n : ''}`;
    const ranges = [{ type: 'SEMVER', events: [{ introduced: '0' }] }];
    const affected = n % 5 < 2 ? { ranges } : { versions: [`1.0.${n % 10}`] };
    const document = {
      id: `MAL-2025-${n}`,
      modified: '2026-11-20T00:00:00Z',
      details: 'The package was found to contain malicious code. '.repeat(40),
      affected: [{ package: { ecosystem: 'npm', name }, ...affected }],
    };
    yield { path: `${document.id}.json`, stamp: '', content: () => Buffer.from(JSON.stringify(document)) };
  }
}

/** The same text for the same number, like no other: names that compress as badly as real ones. */
function word(n: number): string {
  let seed = Math.imul(n + 1, 2_654_435_761) >>> 0;
  return Array.from({ length: 4 + (n % 5) }, () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return String.fromCharCode(97 + ((seed >>> 24) % 26));
  }).join('');
}

function madeUpLock(): string {
  const entries = Array.from({ length: 1500 }, (_, n) => {
    const name = n % 50 === 0 ? `${word(n)}-${word(n * 7 + 3)}${n % 5 === 0 ? n : ''}` : `library-${n}`;
    const address = `https://registry.npmjs.org/${name}/-/${name}-1.0.0.tgz`;
    return [
      `node_modules/${name}`,
      { version: '1.0.0', resolved: address, integrity: `sha512-${'a'.repeat(86)}==` },
    ];
  });
  return JSON.stringify({ lockfileVersion: 3, packages: Object.fromEntries(entries) }, null, 2);
}

function cpuSince(started: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1e6;
}

function print(what: string, value: number, budget: number, unit: string): void {
  console.log(`${what}: ${value.toFixed(1)} ${unit}, budget ${budget}: ${(value / budget).toFixed(2)}`);
}
