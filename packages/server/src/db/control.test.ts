import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { askControl, type ControlCommand, serveControl } from './control.ts';

let directory: string;
let stop: (() => Promise<void>) | undefined;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'bugheist-control-'));
});

afterEach(async () => {
  await stop?.();
  stop = undefined;
  rmSync(directory, { recursive: true });
});

const double: ControlCommand<{ n: number }> = {
  input: z.object({ n: z.number() }),
  run: async ({ n }) => ({ twice: n * 2, padding: 'x'.repeat(n) }),
};
const fail: ControlCommand<null> = {
  input: z.null(),
  run: async () => {
    throw new Error('the disk is full');
  },
};

test('a command runs in the server and its answer comes back', async () => {
  stop = await serveControl(directory, { double });
  expect(await askControl(directory, 'double', { n: 300_000 })).toMatchObject({ output: { twice: 600_000 } });
  expect(statSync(join(directory, 'control.sock')).mode & 0o777).toBe(0o600);
});

test('what fails there is told here', async () => {
  stop = await serveControl(directory, { fail, double });
  await expect(askControl(directory, 'fail', null)).rejects.toThrow('the disk is full');
  await expect(askControl(directory, 'double', { n: 'x' })).rejects.toThrow('expected number');
  await expect(askControl(directory, 'constructor', null)).rejects.toThrow('does not know the command');
});

test('without a server there is no answer, and a dead server’s socket is no obstacle', async () => {
  expect(await askControl(directory, 'double', { n: 1 })).toBeNull();
  writeFileSync(join(directory, 'control.sock'), '');
  stop = await serveControl(directory, { double });
  expect(await askControl(directory, 'double', { n: 1 })).toMatchObject({ output: { twice: 2 } });
  await stop();
  expect(await askControl(directory, 'double', { n: 1 })).toBeNull();
  stop = undefined;
});

test('a request without end is cut off', async () => {
  stop = await serveControl(directory, { double });
  const socket = connect(join(directory, 'control.sock'));
  socket.on('error', () => undefined);
  socket.write('x'.repeat(70_000));
  expect(await text(socket).catch(() => '')).toBe('');
});

test('a data directory deep in the tree is reached too', async () => {
  const deep = join(directory, 'd'.repeat(80), 'e'.repeat(80));
  mkdirSync(deep, { recursive: true });
  stop = await serveControl(deep, { double });
  expect(await askControl(deep, 'double', { n: 2 })).toMatchObject({ output: { twice: 4 } });
});
