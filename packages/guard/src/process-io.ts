import { randomUUID } from 'node:crypto';
import type { GuardIo } from './cli.ts';

/** The command's surroundings in a process of its own; SIGINT and SIGTERM end `run` cleanly. */
export function processIo(): GuardIo {
  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ending.abort());
  return {
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (line) => void process.stderr.write(`${line}\n`),
    env: process.env,
    stdin: process.stdin,
    now: Date.now,
    newId: randomUUID,
    signal: ending.signal,
  };
}
