import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DecisionJournal } from '../decisions/journal.ts';
import { Engine } from '../scenarios/engine.ts';
import { sharingFamilies } from '../sharing/metrics.ts';
import { noon, temporary } from '../test/desk.ts';
import { Tally } from '../watch/tally.ts';
import { renderMetrics } from './exposition.ts';
import { Resources } from './resources.ts';

const root = join(import.meta.dirname, '../../../..');
const rulesFile = join(root, 'deploy/prometheus/bugheist.rules.yml');
const dashboardFile = join(root, 'deploy/grafana/bugheist-guard.json');
const hasPromtool = spawnSync('promtool', ['--version']).status === 0;

function everyFamily() {
  const resources = new Resources({ disks: ['/'], certificates: [] });
  const journal = new DecisionJournal(join(temporary(), 'd.log'));
  const tally = new Tally();
  for (const counter of [
    tally.lines,
    tally.unread,
    tally.events,
    tally.alerts,
    tally.decisions,
    tally.spared,
  ])
    counter.add('a "label"\n');
  tally.bouncerUp.set('nftables', true);
  const families = [
    ...tally.families(new Engine([]), journal, [{ name: '/var/log/x', behind: 1 }], noon),
    ...sharingFamilies({ isUp: true, lastSuccessAt: noon, aheadMs: 0 }),
    ...resources.families(),
  ];
  resources.stop();
  return families;
}

const metricsIn = (text: string) => new Set(text.match(/\b(?:bugheist|process)_[a-z_]+\b/g));

test.each([
  ['Prometheus rules', rulesFile],
  ['Grafana dashboard', dashboardFile],
])('the %s ask only for metrics there are', (_, file) => {
  const known = new Set(everyFamily().map(({ name }) => name));
  const asked = [...metricsIn(readFileSync(file, 'utf8'))];
  expect(asked.length).toBeGreaterThan(8);
  expect(asked.filter((name) => !known.has(name))).toEqual([]);
});

test.skipIf(!hasPromtool)('promtool accepts the rules, and every metric of a guard', () => {
  const rules = spawnSync('promtool', ['check', 'rules', rulesFile]);
  expect(rules.stdout.toString()).toContain('15 rules found');
  const metrics = spawnSync('promtool', ['check', 'metrics'], { input: renderMetrics(everyFamily()) });
  expect(`${metrics.stdout}${metrics.stderr}`).toBe('');
});

test('no two panels of the dashboard have the same place or number', () => {
  const { panels } = JSON.parse(readFileSync(dashboardFile, 'utf8')) as {
    panels: { id: number; gridPos: { x: number; y: number } }[];
  };
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  expect(new Set(panels.map(({ gridPos }) => `${gridPos.x} ${gridPos.y}`)).size).toBe(panels.length);
});

const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0;

test.skipIf(!hasSystemd)('systemd accepts the unit and finds it locked down', () => {
  const directory = temporary();
  const unit = join(directory, 'bugheist-guard.service');
  const program = join(directory, 'bugheist-guard');
  writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 });
  const text = readFileSync(join(root, 'deploy/systemd/bugheist-guard.service'), 'utf8');
  writeFileSync(unit, text.replace('/usr/local/bin/bugheist-guard', program));
  const verified = spawnSync('systemd-analyze', ['verify', unit]);
  expect(verified.stderr.toString()).toBe('');
  const security = spawnSync('systemd-analyze', ['security', '--offline=true', '--threshold=25', unit]);
  expect(security.stdout.toString()).toMatch(/exposure level .*: [0-2]\.\d OK/);
  expect(security.status).toBe(0);
});
