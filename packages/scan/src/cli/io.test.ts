import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test('a reader that leaves early, as `head` does, ends the program without a stack trace', async () => {
  const program = `
    const { processIo } = await import(${JSON.stringify(join(import.meta.dirname, 'io.ts'))});
    const io = processIo();
    setInterval(() => io.out('x'.repeat(100_000)), 5);
  `;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program]);
  let complaints = '';
  child.stderr.on('data', (chunk) => {
    complaints += chunk;
  });
  await once(child.stdout, 'data');
  child.stdout.destroy();
  expect(await once(child, 'exit')).toEqual([141, null]);
  expect(complaints).toBe('');
});
