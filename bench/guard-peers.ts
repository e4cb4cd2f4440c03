import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fail2banFilter } from '@bugheist/guard/fail2ban/filter';
import { AddressRanges } from '@bugheist/guard/logs/address-range';
import { formats } from '@bugheist/guard/logs/formats';
import { utc } from '@bugheist/guard/logs/timestamp';
import { Engine } from '@bugheist/guard/scenarios/engine';
import { loadScenarios } from '@bugheist/guard/scenarios/load';
import { pack } from '@bugheist/guard/scenarios/pack/pack';
import type { Scenario } from '@bugheist/guard/scenarios/scenario';
import { innocentCrowds } from '../packages/guard/src/test/innocent-crowds.ts';
import { innocents } from '../packages/guard/src/test/innocents.ts';
import { crowdsecScenarios, hasCrowdsec, runCrowdsec } from './parts/crowdsec.ts';

/**
 * Debian's CrowdSec and fail2ban beside ours on the same log: harmless clients and attacks, each with an address of its
 * own. CrowdSec's scenario files are read by both; fail2ban's filter too. Prints alerts that differ, harmless clients
 * each would ban, and CPU time as a ratio.
 */
const directory = mkdtempSync(join(tmpdir(), 'guard-peers-'));
const context = { trusted: new AddressRanges(), civil: utc, now: Date.UTC(2026, 0, 1) };
const most = 300;
const harmless = [...innocents, ...innocentCrowds]
  .filter(({ format, lines }) => format === 'nginx' && isAccessLine(lines[0]))
  .map(({ lines }) => lines.slice(0, most));
const attacks = pack
  .flatMap(({ examples }) => examples.attacks)
  .filter(({ format, lines }) => format === 'nginx' && isAccessLine(lines[0]))
  .map(({ lines }, n) => lines.slice(0, most).map((line) => line.replace(/^\S+/, `203.0.113.${1 + n}`)));
const lines = [...harmless, ...attacks].flat();
const log = join(directory, 'access.log');
writeFileSync(log, `${lines.join('\n')}\n`);
function isAccessLine(line = ''): boolean {
  return /^\d+\.\d+\.\d+\.\d+ /.test(line);
}

const isHarmless = (address: string) => address.startsWith('198.51.');
console.log(`${lines.length} lines: ${harmless.length} harmless clients, ${attacks.length} attackers`);

const ours = runWarm(pack);
report('our scenarios', ours.banned);
compareCrowdsec();
compareFail2ban();
rmSync(directory, { recursive: true });

/** The third time, when the compiler has seen the code: a guard runs for months. */
function runWarm(scenarios: readonly Scenario[]) {
  run(scenarios);
  run(scenarios);
  return run(scenarios);
}

function run(scenarios: readonly Scenario[]) {
  const engine = new Engine(scenarios);
  const alerts = new Set<string>();
  const banned = new Set<string>();
  const before = process.cpuUsage();
  for (const line of lines) {
    const event = formats['nginx']?.(line, context);
    if (!event) continue;
    for (const { scenario, events } of engine.pour(event)) {
      const address = events.at(-1)?.ip ?? '';
      alerts.add(`${scenario.name} ${address}`);
      if (scenario.remediation && (scenario.labels.confidence > 1 || !scenario.name.startsWith('bugheist/')))
        banned.add(address);
    }
  }
  const { user, system } = process.cpuUsage(before);
  return { alerts, banned, cpuSeconds: (user + system) / 1e6 };
}

function report(who: string, banned: ReadonlySet<string>): void {
  const innocent = [...banned].filter(isHarmless).length;
  console.log(
    `${who}: ${innocent} of ${harmless.length} harmless clients banned, ${banned.size - innocent} of ${attacks.length} attackers`,
  );
}

function compareCrowdsec(): void {
  if (!hasCrowdsec()) {
    console.log('crowdsec: not installed, not compared');
    return;
  }
  const theirs = runCrowdsec(join(directory, 'crowdsec'), log, 240);
  if (!theirs.isWhole) console.log('crowdsec was ended after 240 s, before it had read everything');
  report(
    'crowdsec’s scenarios in crowdsec',
    new Set([...theirs.alerts].map((one) => one.split(' ')[1] ?? '')),
  );
  const loaded = crowdsecScenarios().map((file) => loadScenarios(file, '/usr/share/crowdsec/data'));
  const problems = loaded.flatMap((one) => one.problems);
  const same = runWarm(loaded.flatMap(({ scenarios }) => scenarios));
  const known = new Set(loaded.flatMap(({ scenarios }) => scenarios.map(({ name }) => name)));
  const comparable = [...theirs.alerts].filter((one) => known.has(one.split(' ')[0] ?? ''));
  const missed = comparable.filter((one) => !same.alerts.has(one));
  const extra = [...same.alerts].filter((one) => !theirs.alerts.has(one));
  console.log(
    `crowdsec’s scenarios in ours: ${comparable.length - missed.length} of ${comparable.length} alerts alike, ${missed.length} only theirs, ${extra.length} only ours, ${problems.length} scenarios not loaded`,
  );
  for (const one of missed.slice(0, 10)) console.log(`  only theirs: ${one}`);
  for (const one of extra.slice(0, 10)) console.log(`  only ours: ${one}`);
  ratio('crowdsec, same scenarios', theirs.cpuSeconds, same.cpuSeconds);
}

function compareFail2ban(): void {
  const filter = '/etc/fail2ban/filter.d/nginx-botsearch.conf';
  if (spawnSync('fail2ban-regex', ['--version']).status !== 0 || !existsSync(filter)) {
    console.log('fail2ban: not installed, not compared');
    return;
  }
  const command = `TIMEFORMAT='cpu %U %S'; time fail2ban-regex --no-check-all ${log} nginx-botsearch`;
  const { stdout, stderr } = spawnSync('bash', ['-c', command], { encoding: 'utf8' });
  const theirs = Number(/Lines: \d+ lines, \d+ ignored, (\d+) matched/.exec(stdout)?.[1] ?? -1);
  const [, user = '0', system = '0'] = /cpu ([\d.]+) ([\d.]+)/.exec(stderr) ?? [];
  const reading = new Fail2banFilter(filter, {});
  const before = process.cpuUsage();
  const matched = lines.filter((line) => reading.read(line, context) !== null).length;
  const spent = process.cpuUsage(before);
  console.log(`fail2ban’s nginx-botsearch: ${theirs} lines matched in fail2ban, ${matched} in ours`);
  ratio('fail2ban, one filter against our every scenario', Number(user) + Number(system), ours.cpuSeconds);
  ratio('fail2ban, the same filter', Number(user) + Number(system), (spent.user + spent.system) / 1e6);
}

function ratio(name: string, theirs: number, mine: number): void {
  const rate = (seconds: number) => Math.round(lines.length / seconds).toLocaleString('en');
  console.log(
    `${name}: ${rate(theirs)} against ${rate(mine)} lines/CPU-second: ${(theirs / mine).toFixed(1)} × (start included for theirs)`,
  );
}
