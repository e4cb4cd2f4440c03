#!/usr/bin/env node
import { randomUUID } from 'node:crypto';
import process from 'node:process';
import { runGuard } from '@bugheist/guard/cli';

const ending = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => ending.abort());

process.exitCode = await runGuard(process.argv.slice(2), {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
  env: process.env,
  stdin: process.stdin,
  now: Date.now,
  newId: randomUUID,
  signal: ending.signal,
});
