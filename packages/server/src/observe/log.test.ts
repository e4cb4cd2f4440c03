import { expect, test } from 'vitest';
import { Secret } from '../config.ts';
import { createLog } from './log.ts';

function logged(fields: Record<string, unknown>): string {
  const lines: string[] = [];
  const write = (line: string) => lines.push(line);
  const now = () => new Date('2026-01-02T03:04:05Z');
  createLog({ level: 'info', write, now, readable: false }).info(fields, 'x');
  createLog({ level: 'info', write, now, readable: true }).info(fields, 'x');
  return lines.join('\n');
}

test('secrets never reach a log line', () => {
  const line = logged({
    password: 'hunter2-a',
    nested: { sessionToken: 'hunter2-b' },
    url: 'postgres://bugs:hunter2-c@db/bugs',
    configuration: new Secret('hunter2-d'),
    error: new Error('Failed query: select $1\nparams: hunter2-e', {
      cause: new Error('smtp://u:hunter2-f@h'),
    }),
  });
  expect(line).not.toContain('hunter2');
  expect(line).toContain('postgres://bugs:[secret]@db/bugs');
});

test('a log line is one line of JSON however hostile its values', () => {
  const line = logged({ path: 'a\nb\u2028{"level":"error"}' }).split('\n')[0] ?? '';
  expect(JSON.parse(line)).toMatchObject({ level: 'info', path: 'a\nb\u2028{"level":"error"}' });
});
