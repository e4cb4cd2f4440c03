import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { temporary } from '../test/desk.ts';
import { JournalSource, readStream } from './stream.ts';

test('a stream is read to its end, an unfinished last line too', async () => {
  const lines: string[] = [];
  await readStream(Readable.from([Buffer.from('a\nb'), Buffer.from('c\nd')]), (line) => lines.push(line));
  expect(lines).toEqual(['a', 'bc', 'd']);
});

test('the journal is followed with the operator’s matches, and its end is told', async () => {
  const command = join(temporary(), 'journalctl');
  writeFileSync(command, '#!/bin/sh\necho "$*"\n');
  chmodSync(command, 0o755);
  const lines: string[] = [];
  const states: string[] = [];
  const source = new JournalSource({
    matches: ['_COMM=sshd'],
    command,
    onLine: (line) => lines.push(line),
    onState: (message) => states.push(message.replace(command, 'journalctl')),
  });
  source.start();
  for (let wait = 0; wait < 200 && states.length === 0; wait++) await pause(25);
  source.stop();
  expect(lines).toEqual(['--follow --output=json --lines=0 --no-pager _COMM=sshd']);
  expect(states).toEqual(['journalctl ended with 0; trying again in 1 s']);
});

test('a journal that isn’t there is told, not thrown', async () => {
  const states: string[] = [];
  const onState = (message: string) => states.push(message);
  const source = new JournalSource({
    matches: [],
    command: '/no/such/journalctl',
    onLine: () => undefined,
    onState,
  });
  source.start();
  for (let wait = 0; wait < 200 && states.length === 0; wait++) await pause(25);
  source.stop();
  expect(states[0]).toContain("can't be started");
});
