import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { AddressRanges } from '@bugheist/guard/logs/address-range';
import { formats } from '@bugheist/guard/logs/formats';
import type { ReadingContext } from '@bugheist/guard/logs/reader';
import { utc } from '@bugheist/guard/logs/timestamp';
import { Engine } from '@bugheist/guard/scenarios/engine';
import { pack } from '@bugheist/guard/scenarios/pack/pack';
import { LineSplitter } from '@bugheist/guard/sources/lines';
import { ordinaryTraffic } from '../packages/guard/src/test/traffic.ts';

/**
 * `guard, log replay with all scenarios: ≥ 500,000 lines per second and core`. Prints CPU time of the whole process,
 * garbage collection included, and the ratio to the limit; then fail2ban on the same log where it is installed.
 */
const limit = 500_000;
const context: ReadingContext = { trusted: new AddressRanges(), civil: utc, now: Date.UTC(2026, 0, 1) };

// Only the bytes are kept: a million strings on the heap would be the collector's work in every measure.
const visitors = log(ordinaryTraffic(12_000));
const strangers = log(
  ordinaryTraffic(12_000).map((line, n) =>
    line.replace(/^\S+/, `${20 + (n & 127)}.${(n >> 7) & 255}.${(n >> 15) & 255}.7`),
  ),
);

measure('visitors, every scenario', visitors, true);
measure('a new address every line, every scenario', strangers, true);
measure('visitors, reading only', visitors, false);
floodWithFreshKeys();
compareWithFail2ban(log(ordinaryTraffic(12_000).slice(0, 100_000)), 100_000);

function log(lines: readonly string[]): Buffer {
  return Buffer.from(`${lines.join('\n')}\n`);
}

function measure(name: string, bytes: Buffer, withScenarios: boolean): void {
  const rates = [1, 2, 3].map(() => rateOf(bytes, withScenarios));
  const best = Math.max(...rates);
  const memory = Math.round(process.memoryUsage.rss() / 1e6);
  console.log(
    `${name}: ${Math.round(best).toLocaleString('en')} lines/CPU-second, ${(best / limit).toFixed(2)} of the limit (resident ${memory} MB, log included)`,
  );
}

function rateOf(bytes: Buffer, withScenarios: boolean): number {
  const engine = new Engine(withScenarios ? pack : []);
  const reader = formats['nginx'];
  let lines = 0;
  let alerts = 0;
  const splitter = new LineSplitter((line) => {
    lines++;
    const event = reader?.(line, context);
    if (event) alerts += engine.pour(event).length;
  });
  const before = process.cpuUsage();
  for (let at = 0; at < bytes.length; at += 262_144) splitter.push(bytes.subarray(at, at + 262_144));
  const { user, system } = process.cpuUsage(before);
  if (alerts > 0) throw new Error(`ordinary traffic raised ${alerts} alerts`);
  return (lines * 1e6) / (user + system);
}

/** Every line a new address that opens a bucket in every scenario it can; the heap must not grow with them. */
function floodWithFreshKeys(): void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect !== 'function') throw new Error('the collector can’t be called');
  const engine = new Engine(pack);
  const heap: string[] = [];
  for (let n = 1; n <= 1_500_000; n++) {
    const client = `${20 + (n >>> 20)}.${(n >>> 12) & 255}.${(n >>> 4) & 255}.${1 + (n & 15)}`;
    const second = String(Math.floor(n / 1000) % 60).padStart(2, '0');
    const minute = String(Math.floor(n / 60_000)).padStart(2, '0');
    const line = `${client} - u${n} [10/Oct/2025:09:${minute}:${second} +0000] "POST /.env/login?a=%27+or+1=1 HTTP/1.1" 401 5 "-" "x"`;
    const event = formats['nginx']?.(line, context);
    if (event) engine.pour(event);
    if (n % 500_000 !== 0) continue;
    collect();
    heap.push(`${Math.round(process.memoryUsage().heapUsed / 1e6)} MB after ${n.toLocaleString('en')}`);
  }
  console.log(
    `flood of fresh addresses, heap: ${heap.join(', ')}; ${engine.buckets.toLocaleString('en')} buckets kept`,
  );
}

/** One jail of fail2ban against our every scenario: the peer does less and is timed including its start. */
function compareWithFail2ban(bytes: Buffer, lines: number): void {
  if (spawnSync('fail2ban-regex', ['--version']).status !== 0) {
    console.log('fail2ban: not installed, not compared');
    return;
  }
  const directory = mkdtempSync(join(tmpdir(), 'guard-bench-'));
  const file = join(directory, 'access.log');
  writeFileSync(file, bytes);
  const started = performance.now();
  spawnSync('fail2ban-regex', ['--no-check-all', file, 'nginx-botsearch'], { stdio: 'ignore' });
  const seconds = (performance.now() - started) / 1000;
  rmSync(directory, { recursive: true });
  console.log(
    `fail2ban, one jail: ${Math.round(lines / seconds).toLocaleString('en')} lines/second of wall time`,
  );
}
