import { randomUUID } from 'node:crypto';
import { runGuard } from '@bugheist/guard/cli';
import type { Command } from './run.ts';

/** `bugheist guard`: the guard's own command line, the same as `bugheist-guard`. */
export const guard: Command = (args) => {
  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => ending.abort());
  return runGuard(args, {
    out: (line) => process.stdout.write(`${line}\n`),
    err: (line) => process.stderr.write(`${line}\n`),
    env: process.env,
    stdin: process.stdin,
    now: Date.now,
    newId: randomUUID,
    signal: ending.signal,
  });
};
