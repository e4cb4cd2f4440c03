import { appendFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assert, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import { noon, temporary } from '../test/desk.ts';
import type { Decision } from './decision.ts';
import { DecisionJournal } from './journal.ts';

const decision = (n: number, change: Partial<Decision> = {}): Decision => ({
  id: `d${n}`,
  scope: 'ip',
  value: `203.0.113.${n % 250}`,
  host: '',
  measure: 'ban',
  scenario: 'test/x',
  reason: 'because',
  evidence: ['a line'],
  from: noon,
  until: noon + 3_600_000,
  origin: 'guard',
  shadow: false,
  held: false,
  strike: 1,
  ...change,
});

const open = (directory: string) => new DecisionJournal(join(directory, 'decisions.log'));

test('decisions and endings survive a restart', () => {
  const directory = temporary();
  const first = open(directory);
  first.noteStart(noon);
  first.add(decision(1));
  first.add(decision(2));
  first.end({ id: 'd1', at: noon, by: 'ann', why: 'a customer' });
  first.close();
  const again = open(directory);
  expect(again.live(noon + 1).map(({ id }) => id)).toEqual(['d2']);
  expect(again.startedAt).toBe(noon);
  expect(again.about('203.0.113.1')[0]?.ending?.why).toBe('a customer');
});

test('a crash at any byte loses at most the entry being written', () => {
  const directory = temporary();
  const journal = open(directory);
  for (let n = 1; n <= 5; n++) journal.add(decision(n));
  journal.close();
  const path = join(directory, 'decisions.log');
  const whole = readFileSync(path);
  assert(
    property(integer({ min: 0, max: whole.length }), (length) => {
      writeFileSync(path, whole);
      truncateSync(path, length);
      const lines = whole.subarray(0, length).toString().split('\n').length - 1;
      const again = open(directory);
      again.add(decision(9));
      const count = again.live(noon + 1).length;
      again.close();
      const reread = open(directory);
      expect([count, reread.live(noon + 1).length, reread.unreadable]).toEqual([lines + 1, lines + 1, 0]);
      reread.close();
    }),
  );
});

test('a damaged line is counted and the rest still read', () => {
  const directory = temporary();
  const journal = open(directory);
  journal.add(decision(1));
  appendFileSync(
    join(directory, 'decisions.log'),
    '{"type":"decision","decision":{"id":7}}\n\u0000garbage\n',
  );
  journal.add(decision(2));
  const again = open(directory);
  expect(again.live(noon + 1).map(({ id }) => id)).toEqual(['d1', 'd2']);
  expect(again.unreadable).toBe(2);
});

test('what another process appended is read, and compaction loses none of it', () => {
  const directory = temporary();
  const guard = open(directory);
  const command = open(directory);
  for (let n = 0; n < 1200; n++) guard.add(decision(n, { until: noon + (n < 1190 ? 1 : 3_600_000) }));
  command.catchUp();
  command.end({ id: 'd1195', at: noon, by: 'ann', why: 'test' });
  expect(guard.catchUp()).toBe(true);
  expect(guard.live(noon + 10)).toHaveLength(9);
  guard.compact(noon + 100, 10);
  expect(readFileSync(join(directory, 'decisions.log'), 'utf8').split('\n').length).toBeLessThan(20);
  command.end({ id: 'd1196', at: noon, by: 'ann', why: 'test' });
  guard.catchUp();
  expect(guard.live(noon + 10)).toHaveLength(8);
});
