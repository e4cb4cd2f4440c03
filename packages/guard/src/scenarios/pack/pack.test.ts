import { expect, test } from 'vitest';
import { event } from '../../logs/event.ts';
import { formats } from '../../logs/formats.ts';
import { atCrowdsec } from '../../test/crowdsec-cases.ts';
import { Engine } from '../engine.ts';
import { pack } from './pack.ts';
import type { Example, PackScenario } from './pack-scenario.ts';

const alertsOf = (scenarios: readonly PackScenario[], { format, lines }: Example) => {
  const engine = new Engine(scenarios);
  const reader = formats[format];
  const events = lines.flatMap((line) => reader?.(line, atCrowdsec) ?? []);
  expect(events.length, `${format} reads every example line`).toBe(lines.length);
  return events.flatMap((event) => engine.pour(event));
};

test.each(pack.map((scenario) => [scenario.name, scenario] as const))(
  '%s: its attacks raise it, its ordinary traffic does not',
  (name, scenario) => {
    expect(scenario.examples.attacks.length).toBeGreaterThan(0);
    expect(scenario.examples.ordinary.length).toBeGreaterThan(0);
    for (const example of scenario.examples.attacks) {
      const [alert] = alertsOf([scenario], example);
      expect(alert?.scenario.name, example.lines[0]).toBe(name);
      expect(alert?.events.at(-1)?.ip).toBe('203.0.113.9');
    }
    for (const example of scenario.examples.ordinary)
      expect(alertsOf([scenario], example), example.lines[0]).toEqual([]);
  },
);

test('no scenario of the pack minds another’s ordinary traffic', () => {
  for (const { examples } of pack)
    for (const example of examples.ordinary) {
      const raised = alertsOf(pack, example).map(({ scenario }) => scenario.name);
      expect(raised, example.lines[0]).toEqual([]);
    }
});

test('names are unique and every scenario says what it is about and what to do', () => {
  expect(new Set(pack.map(({ name }) => name)).size).toBe(pack.length);
  for (const { weakness, advice, description } of pack) {
    expect(weakness).toMatch(/^(?:CWE|CAPEC)-\d+$/);
    expect(advice.length + description.length).toBeGreaterThan(40);
  }
});

test('attack: no text a client can send makes a scenario think long', () => {
  const parts = [
    '<',
    '<svg/',
    '<script ',
    'on',
    'on=',
    'union select ',
    "'or ",
    "' or 'a'=",
    '../',
    '%2e%2e/',
    '\x24{',
    ';wget ',
  ];
  const more = [
    'javascript:',
    '"onerror',
    'select ',
    ' from ',
    'order by 1 ',
    '/*',
    '{{1*',
    '(',
    '`',
    'c99.',
    '/.',
    'a=',
  ];
  let longestMs = 0;
  for (const scenario of pack)
    for (const one of [...parts, ...more])
      for (const other of ['', ...parts]) {
        const text = (one + other).repeat(Math.ceil(9000 / (one + other).length));
        const [kind = 'http-access'] = scenario.kinds ?? [];
        const request = {
          path: `/${text}`,
          args: text,
          ua: text,
          ref: text,
          status: 404,
          ip: '203.0.113.9',
          t: 1,
        };
        const before = process.threadCpuUsage();
        scenario.filter(event({ source: 'nginx', kind, line: '', ...request }));
        const { user } = process.threadCpuUsage(before);
        longestMs = Math.max(longestMs, user / 1000);
      }
  expect(longestMs).toBeLessThan(50);
});
