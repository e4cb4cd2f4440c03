import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DecisionJournal } from '../decisions/journal.ts';
import { temporary } from '../test/desk.ts';

const program = `
import { runGuard } from ${JSON.stringify(join(import.meta.dirname, '../cli.ts'))};
import { processIo } from ${JSON.stringify(join(import.meta.dirname, '../process-io.ts'))};
await runGuard(process.argv.slice(1), processIo());
`;
const scan = (client: string) =>
  Array.from(
    { length: 15 },
    (_, n) => `${client} - - [10/Oct/2025:12:00:${10 + n} +0000] "GET /p${n}.php HTTP/1.1" 404 1 "-" "x"\n`,
  ).join('');

test('attack: kill -9 in the middle of an attack loses no ban that was told', async () => {
  const directory = temporary();
  const file = join(directory, 'guard.yaml');
  writeFileSync(
    file,
    'state: state\nsources: [{ stdin: true }]\ndecisions: { shadow: 0s, perMinute: 1000 }\nzone: UTC\n',
  );
  const guard = spawn(
    process.execPath,
    ['--input-type=module-typescript', '-e', program, '--', 'run', '--config', file],
    {
      stdio: ['pipe', 'ignore', 'pipe'],
      env: { ...process.env, NODE_NO_WARNINGS: '1' },
    },
  );
  const gone = once(guard, 'exit');
  guard.stdin.on('error', () => guard.stdin.destroy());
  let said = '';
  const told = () => [...said.matchAll(/ban (198\.51\.\d+\.\d+) /g)].map(([, address]) => address ?? '');
  guard.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8');
    if (told().length >= 20) guard.kill('SIGKILL');
  });
  for (let n = 0; n < 300; n++) guard.stdin.write(scan(`198.51.${n >> 7}.${1 + (n & 127)}`));
  await gone;
  expect(told().length, said).toBeGreaterThanOrEqual(20);
  const journal = new DecisionJournal(join(directory, 'state/decisions.log'));
  const kept = new Set(journal.all().map(({ value }) => value));
  expect(told().filter((address) => !kept.has(address))).toEqual([]);
  journal.close();
});
