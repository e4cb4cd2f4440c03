import { expect, test } from 'vitest';
import { event } from '../logs/event.ts';
import { noon } from '../test/desk.ts';
import { Engine } from './engine.ts';
import { readHubScenarios } from './hub.ts';

const noFiles = { linesOf: () => [], placeOf: null };

const load = (yaml: string) => {
  const { scenarios, problems } = readHubScenarios(yaml, 'test.yaml', noFiles);
  expect(problems).toEqual([]);
  return scenarios;
};

const base =
  'name: t/x\ndescription: d\nfilter: evt.Meta.log_type == "http_access-log"\ngroupby: evt.Meta.source_ip\n';
const request = (second: number, path = '/', ip = '203.0.113.9') =>
  event({ source: 'nginx', kind: 'http-access', line: path, path, ip, t: noon + second * 1000, status: 200 });

/** Seconds at which the scenario overflows, fed one request at each of `seconds`. */
const overflows = (yaml: string, requests: readonly ReturnType<typeof request>[]) => {
  const engine = new Engine(load(base + yaml));
  return requests.flatMap((one) =>
    engine.pour(one).map(({ until, count }) => [(until - noon) / 1000, count]),
  );
};
const at = (...seconds: number[]) => seconds.map((second) => request(second));

test('leaky: one more than its capacity overflows, and the leak makes room', () => {
  const yaml = 'type: leaky\ncapacity: 2\nleakspeed: 10s\n';
  expect(overflows(yaml, at(0, 1, 2))).toEqual([[2, 3]]);
  expect(overflows(yaml, at(0, 1, 11, 21, 31))).toEqual([]);
  expect(overflows(yaml, at(0, 1, 40, 41))).toEqual([]);
});

test('distinct: what was poured before is not poured again', () => {
  const yaml = 'type: leaky\ncapacity: 1\nleakspeed: 10s\ndistinct: evt.Meta.http_path\n';
  expect(overflows(yaml, [request(0, '/a'), request(1, '/a'), request(2, '/a')])).toEqual([]);
  expect(overflows(yaml, [request(0, '/a'), request(1, '/b')])).toEqual([[1, 2]]);
});

test('counter: overflows when its time is over, with all that came', () => {
  const yaml = 'type: counter\ncapacity: -1\nduration: 10s\n';
  expect(overflows(yaml, at(0, 4, 9, 30))).toEqual([[9, 3]]);
});

test('trigger and blackhole: silent for a while after each overflow', () => {
  expect(overflows('type: trigger\nblackhole: 10s\n', at(0, 5, 11, 12))).toEqual([
    [0, 1],
    [11, 1],
  ]);
});

test('cancel_on: a bucket that is cancelled starts anew', () => {
  const yaml = 'type: leaky\ncapacity: 2\nleakspeed: 1m\ncancel_on: evt.Meta.http_path == "/ok"\n';
  expect(overflows(yaml, [request(0), request(1), request(2, '/ok'), request(3), request(4)])).toEqual([]);
});

test('conditional: its condition is asked of the queue', () => {
  const yaml =
    'type: conditional\ncapacity: -1\nleakspeed: 1h\ncondition: |\n  let bad = filter(queue.Queue, #.Meta.http_path startsWith "/x");\n  len(bad) == 2 && queue.Queue[-1].Meta.http_path not contains "y"\n';
  expect(overflows(yaml, [request(0, '/x1'), request(1, '/ok'), request(2, '/x2')])).toEqual([[2, 3]]);
});

test('overflow_filter: what it refuses is no alert', () => {
  const yaml =
    'type: leaky\ncapacity: 1\nleakspeed: 1m\noverflow_filter: |\n  any(queue.Queue, { #.Meta.http_path == "/a" })\n';
  expect(overflows(yaml, [request(0, '/b'), request(1, '/c')])).toEqual([]);
  expect(overflows(yaml, [request(0, '/a'), request(1, '/c')])).toEqual([[1, 2]]);
});

test('reprocess: alerts are poured into scenarios about alerts', () => {
  const inner = `${base}type: trigger\nreprocess: true\nlabels: { remediation: true }\n`;
  const outer =
    'name: t/range\ndescription: d\ntype: leaky\ncapacity: 1\nleakspeed: 1m\nfilter: evt.GetType() == "overflow" && evt.Overflow.Alert.Remediation == true\ngroupby: evt.Overflow.Alert.Source.Range\ndistinct: evt.Overflow.Alert.Source.IP\nscope: { type: range, expression: evt.Overflow.Alert.Source.Range }\n';
  const engine = new Engine(load(`${inner}---\n${outer}`));
  const names = [request(0, '/', '203.0.113.1'), request(1, '/', '203.0.113.2')].flatMap((one) =>
    engine.pour(one).map(({ scenario }) => scenario.name),
  );
  expect(names).toEqual(['t/x', 't/x', 't/range']);
});

test('a mistake in a scenario is named with its line and what was expected', () => {
  const { scenarios, problems } = readHubScenarios(
    `${base}type: leaky\ncapacity: 0\nleakspeed: 10s\n---\n${base}type: trigger\n---\nname: t/y\ntype: trigger\nfilter: Uper(evt.Meta.x) == "A"\n`,
    'mine.yaml',
    noFiles,
  );
  expect(scenarios).toHaveLength(1);
  expect(problems.map(({ line, message }) => `${line}: ${message}`)).toEqual([
    '6: capacity is 0: a leaky bucket needs one above 0',
    "17: t/y: filter (character 5): function Uper isn't known",
  ]);
});

test('attack: a flood of fresh addresses keeps memory bounded and doesn’t flush out who is near the limit', () => {
  const engine = new Engine(load(`${base}type: leaky\ncapacity: 5\nleakspeed: 10m\n`), { maxBuckets: 1024 });
  const alerts: string[] = [];
  let most = 0;
  for (let n = 0; n < 30_000; n++) {
    const flood = request(n / 1000, '/', `${1 + (n >> 16)}.${(n >> 8) & 255}.${n & 255}.7`);
    const attacker = n % 300 === 0 ? [request(n / 1000)] : [];
    for (const one of [flood, ...attacker]) alerts.push(...engine.pour(one).map(({ group }) => group));
    most = Math.max(most, engine.buckets);
  }
  expect(most).toBeLessThanOrEqual(1024);
  expect(engine.evicted).toBeGreaterThan(20_000);
  expect(alerts).toContain('203.0.113.9');
});

test('what speaks for a client makes up for what speaks against it, and is not saved up', () => {
  const [scenario] = load(`${base}type: leaky\ncapacity: 2\nleakspeed: 1h\n`);
  if (!scenario) throw new Error('the scenario was not read');
  const engine = new Engine([
    {
      ...scenario,
      filter: (subject) => 'path' in subject && subject.path === '/bad',
      relief: (subject) => ('path' in subject && subject.path === '/good' ? 0.5 : 0),
    },
  ]);
  const alerts = (...paths: string[]) =>
    paths.flatMap((path, second) => [...engine.pour(request(second, path))]).length;
  expect(alerts('/good', '/good', '/good', '/good', '/bad', '/bad', '/bad')).toBe(1);
  expect(alerts('/bad', '/bad', '/good', '/good', '/bad')).toBe(0);
  expect(alerts('/bad')).toBe(1);
});
