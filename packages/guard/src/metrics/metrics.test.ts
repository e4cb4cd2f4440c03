import { spawnSync } from 'node:child_process';
import { assert, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { noon } from '../test/desk.ts';
import { Alarms } from './alarm.ts';
import { LabelledCounter, type MetricFamily, renderMetrics } from './exposition.ts';
import { letter } from './notify.ts';
import { Resources } from './resources.ts';

const hasPromtool = spawnSync('promtool', ['--version']).status === 0;
const check = (text: string) => {
  const { status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], { input: text });
  return status === 0 ? '' : `${stdout}${stderr}`;
};

test.skipIf(!hasPromtool)('promtool finds nothing to say about the machine’s metrics', () => {
  const resources = new Resources({ disks: ['/'], certificates: ['/no/such.pem'] });
  expect(check(renderMetrics(resources.families()))).toBe('');
  resources.stop();
});

test('attack: no label value can end its line or its quotes', () => {
  assert(
    property(string({ unit: 'binary' }), (value) => {
      const text = renderMetrics([
        { name: 'x', type: 'gauge', help: 'h', samples: [{ labels: { a: value }, value: 1 }] },
      ]);
      return (
        text.split('\n').length === 4 && /^x\{a="(?:[^"\\]|\\["\\n])*"\} 1$/.test(text.split('\n')[2] ?? '')
      );
    }),
  );
});

test('a flood of label values becomes one', () => {
  const counter = new LabelledCounter(10);
  for (let n = 0; n < 1000; n++) counter.add(`value ${n}`);
  expect(counter.samples('a')).toHaveLength(11);
});

const disk = (value: number): MetricFamily[] => [
  {
    name: 'bugheist_disk_free_ratio',
    type: 'gauge',
    help: '',
    samples: [{ labels: { path: '/data' }, value }],
  },
];

test('an alarm fires once when its time has passed, and is over once', () => {
  const alarms = new Alarms();
  const minutes = (count: number) => noon + count * 60_000;
  expect(alarms.check(disk(0.05), minutes(0))).toEqual([]);
  expect(alarms.check(disk(0.05), minutes(6))).toMatchObject([
    { name: 'DiskNearlyFull', state: 'firing', message: '/data has 5 % left' },
  ]);
  expect(alarms.check(disk(0.04), minutes(7))).toEqual([]);
  expect(alarms.check(disk(0.5), minutes(8))).toMatchObject([{ name: 'DiskNearlyFull', state: 'over' }]);
  expect(alarms.check(disk(0.5), minutes(9))).toEqual([]);
});

test('attack: a line break in an alarm adds no header to the letter', () => {
  const [head = ''] = letter(
    [{ name: 'X\nBcc: evil@example.org', state: 'firing', message: 'm' }],
    ['a@example.org'],
  ).split('\n\n');
  expect(head.split('\n').some((line) => line.startsWith('Bcc'))).toBe(false);
});
