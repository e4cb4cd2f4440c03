import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { parseConfig } from '../config/config.ts';
import { temporary } from '../test/desk.ts';
import { runConfigured } from './run.ts';
import { lockState } from './state-lock.ts';

const until = async (holds: () => boolean) => {
  for (let wait = 0; wait < 400 && !holds(); wait++) await pause(25);
};

test('a configured guard reads its file, serves its metrics, enforces, and ends at the signal', async () => {
  const directory = temporary();
  const text =
    'state: state\nsources: [{ file: access.log, format: nginx }]\ndecisions: { shadow: 0s }\nbouncers: { nginx: { directory: maps } }\nmetrics: { port: 0 }\n';
  const config = parseConfig(text, join(directory, 'guard.yaml'), {});
  writeFileSync(join(directory, 'access.log'), '');
  const logged: string[] = [];
  const ending = new AbortController();
  const running = runConfigured(config, {
    now: Date.now,
    newId: () => 'd1',
    log: (message) => logged.push(message),
    stdin: Readable.from([]),
    signal: ending.signal,
  });
  await until(() => logged.some((line) => line.startsWith('watching')));
  await pause(300);
  for (let n = 0; n < 15; n++)
    appendFileSync(
      join(directory, 'access.log'),
      `203.0.113.9 - - [10/Oct/2025:12:00:${10 + n} +0000] "GET /p${n}.php HTTP/1.1" 404 1 "-" "x"\n`,
    );
  await until(() => logged.some((line) => line.startsWith('ban 203.0.113.9')));
  const address = logged.map((line) => /http:\S+/.exec(line)?.[0]).find((found) => found !== undefined) ?? '';
  const metrics = await (await fetch(address)).text();
  ending.abort();
  await running;
  expect(metrics).toMatch(/bugheist_guard_lines_total\{source="[^"]*access\.log"\} 15/);
  expect(metrics).toContain('bugheist_guard_alerts_total{scenario="bugheist/http-probing"} 1');
  expect(logged.filter((line) => line.startsWith('ban '))).toHaveLength(1);
});

test('two guards don’t share a state directory; one whose process is gone is no obstacle', () => {
  const directory = temporary();
  writeFileSync(join(directory, 'guard.pid'), '1\n');
  expect(() => lockState(directory, 'guard.yaml')).toThrow(/runs on .* already \(process 1\); stop it first/);
  writeFileSync(join(directory, 'guard.pid'), '4194303\n');
  lockState(directory, 'guard.yaml')[Symbol.dispose]();
});
