import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  type CrowdsecCase,
  caseLines,
  crowdsecCases,
  crowdsecLists,
  crowdsecPlaces,
  hasCrowdsec,
  readCase,
  scenarioRoots,
} from '../test/crowdsec-cases.ts';
import type { Alert } from './alert.ts';
import { Engine } from './engine.ts';
import { loadScenarios } from './load.ts';
import type { Scenario } from './scenario.ts';

test.skipIf(!hasCrowdsec)(
  '95 % of the hub’s tests that need no downloaded list raise the same alerts',
  () => {
    const outcomes = crowdsecCases().map(runCase);
    const judged = outcomes.filter(({ state }) => state !== 'left out');
    const failed = judged.filter(({ state }) => state === 'failed');
    console.info(`${judged.length - failed.length} of ${judged.length} hub tests raise the same alerts`);
    for (const { name, note } of failed) console.info(`  failed ${name}: ${note}`);
    for (const { name, state, note } of outcomes)
      if (state === 'left out' && note !== 'asserts no alerts') console.info(`  left out ${name}: ${note}`);
    expect(judged.length).toBeGreaterThan(25);
    expect(1 - failed.length / judged.length).toBeGreaterThanOrEqual(0.95);
  },
);

/** Where we differ on purpose. */
const deviations: Readonly<Record<string, string>> = {
  'caddy-crs-anomaly-score':
    'the test leaves out date parsing, so CrowdSec replays hours of log within one wall-clock second; we keep log time',
};

interface Outcome {
  readonly name: string;
  readonly state: 'passed' | 'failed' | 'left out';
  readonly note: string;
}

const roots = scenarioRoots.filter((root) => existsSync(root));

function runCase(found: CrowdsecCase): Outcome {
  const name = found.test;
  if (!found.hasScenarioAssert) return { name, state: 'left out', note: 'asserts no alerts' };
  const lines = caseLines(found);
  if (lines === null) return { name, state: 'left out', note: 'its log is not in the corpus' };
  const scenarios: Scenario[] = [];
  for (const wanted of found.scenarios) {
    const matching = scenariosOf(wanted);
    if (typeof matching === 'string') return { name, state: 'left out', note: matching };
    scenarios.push(...matching);
  }
  const reason = deviations[name];
  if (reason) return { name, state: 'failed', note: `on purpose: ${reason}` };
  const engine = new Engine(scenarios);
  const alerts = readCase(found, lines).flatMap((event) => (event ? engine.pour(event) : []));
  const ours = alerts
    .map((alert) => `${alert.scenario.name} ×${alert.count} ${sources(sourcesOf(alert))}`)
    .sort();
  const theirs = (found.alerts ?? [])
    .map((alert) => `${alert.scenario} ×${alert.eventsCount} ${sources(Object.keys(alert.sources))}`)
    .sort();
  const same = ours.join('\n') === theirs.join('\n');
  return {
    name,
    state: same ? 'passed' : 'failed',
    note: same ? '' : `${theirs.join(', ')} ≠ ${ours.join(', ')}`,
  };
}

/** Addresses, or what the scenario says its alerts are about. */
function sourcesOf({ scenario, events }: Alert): string[] {
  return events.map((event) => {
    const scope = scenario.scope?.(event);
    return scope && scope.type !== 'ip' ? scope.value : event.ip;
  });
}

const sources = (addresses: readonly string[]) => [...new Set(addresses)].sort().join('+');

/** The documents of one hub file, found by path or by its name; a reason when they can't be had. */
function scenariosOf(wanted: string): readonly Scenario[] | string {
  const path = wanted
    .replace(/^\.\//, '')
    .replace(/^scenarios\//, '')
    .replace(/\.yaml$/, '');
  for (const root of roots) {
    const file = `${root}/${path}.yaml`;
    if (!existsSync(file)) continue;
    if (/^data:/m.test(readFileSync(file, 'utf8'))) return 'its scenario reads a downloaded list';
    const { scenarios, problems } = loadScenarios(file, crowdsecLists, crowdsecPlaces);
    const [problem] = problems;
    return problem ? `unreadable: ${problem.message}` : scenarios;
  }
  return `scenario ${wanted} is not in the corpus`;
}

test.skipIf(!hasCrowdsec)('a scenario that can’t be loaded is named with file, line and reason', () => {
  const problems = roots.flatMap((root) => loadScenarios(root, crowdsecLists).problems);
  expect(problems.filter(({ message }) => message.includes('geography.files')).length).toBeGreaterThan(0);
  for (const { file, line, message } of problems) {
    expect(file).toMatch(/\.ya?ml$/);
    expect(line).toBeGreaterThan(1);
    expect(message.length).toBeGreaterThan(20);
  }
});
