import { type ChildProcess, spawn } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../web/test/app.ts';
import { openTestGuard } from './test/guard.ts';

/** A guard in a process of its own, with a log to write and the file in which it would tell nginx whom to refuse. */
interface GuardProcess {
  process: ChildProcess;
  probe(client: string): void;
  refuses(): string;
  said: string[];
}

let app: TestApp;
let url: string;
let directory: string;
const guards: GuardProcess[] = [];
beforeAll(async () => {
  app = await openTestApp();
  await app.server.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(app.server.server.address() as AddressInfo).port}`;
  directory = mkdtempSync(join(tmpdir(), 'two-guards-'));
});
afterAll(async () => {
  for (const { process } of guards) process.kill('SIGKILL');
  await app.close();
  rmSync(directory, { recursive: true });
});

async function startGuard(name: string, more = ''): Promise<GuardProcess> {
  const { token } = await openTestGuard(app, 'acme', name);
  const home = join(directory, name);
  mkdirSync(home);
  const log = join(home, 'access.log');
  writeFileSync(log, '');
  writeFileSync(join(home, 'token'), token);
  writeFileSync(
    join(home, 'guard.yaml'),
    `state: state
sources: [{ file: access.log, format: nginx }]
decisions: { shadow: 0s }
bouncers: { nginx: { directory: maps } }
server: { url: "${url}", tokenFile: token }
${more}`,
  );
  const run = `import('@bugheist/guard/cli').then(async ({ runGuard }) => {
    const { processIo } = await import('@bugheist/guard/process-io');
    process.exitCode = await runGuard(['run', '--config', ${JSON.stringify(join(home, 'guard.yaml'))}], processIo());
  })`;
  const child = spawn(process.execPath, ['--conditions=source', '-e', run], { cwd: import.meta.dirname });
  const said: string[] = [];
  child.stdout?.on('data', (text) => said.push(String(text)));
  child.stderr?.on('data', (text) => said.push(String(text)));
  const guard: GuardProcess = {
    process: child,
    said,
    probe: (client) => {
      const now = new Date().toUTCString();
      const date = `${now.slice(5, 7)}/${now.slice(8, 11)}/${now.slice(12, 16)}:${now.slice(17, 25)} +0000`;
      for (let n = 0; n < 15; n++)
        appendFileSync(log, `${client} - - [${date}] "GET /p${n}.php HTTP/1.1" 404 1 "-" "x"\n`);
    },
    refuses: () => {
      const map = join(home, 'maps/bugheist-geo.conf');
      return existsSync(map) ? readFileSync(map, 'utf8') : '';
    },
  };
  guards.push(guard);
  await until(() => said.join('').includes('watching'), guard);
  return guard;
}

async function until(holds: () => boolean, { said }: Pick<GuardProcess, 'said'>): Promise<void> {
  for (let wait = 0; wait < 900 && !holds(); wait++) await pause(50);
  if (!holds()) throw new Error(`waited in vain; the guard said:\n${said.join('')}`);
}

test('two guards share bans through the server, spare their own, follow an undo, and go on without it', async () => {
  const a = await startGuard('web-1');
  const b = await startGuard('web-2', 'allow: [198.51.100.0/24]\n');
  a.probe('203.0.113.9');
  a.probe('198.51.100.7');
  await until(() => b.refuses().includes('203.0.113.9 ban;'), b);
  await until(() => a.refuses().includes('198.51.100.7 ban;'), a);
  await until(() => b.said.join('').includes('not enforced here: ban 198.51.100.7'), b);
  expect(b.refuses()).not.toContain('198.51.100.7');

  // The server goes away; each decides by itself.
  const { port } = new URL(url);
  app.server.server.closeAllConnections();
  await new Promise((closed) => app.server.server.close(closed));
  b.probe('203.0.113.20');
  await until(() => b.refuses().includes('203.0.113.20 ban;'), b);
  expect(a.refuses()).not.toContain('203.0.113.20');
  await until(() => b.said.join('').includes('decisions are not shared for now'), b);

  // It is back; they catch up, and an undo on the page reaches both.
  await new Promise<void>((ready) => app.server.server.listen(Number(port), '127.0.0.1', () => ready()));
  await until(() => a.refuses().includes('203.0.113.20 ban;'), a);
  const id = /ban 203\.0\.113\.9 .*\((\S+)\)/.exec(a.said.join(''))?.[1] ?? '';
  const mia = await app.as('mia');
  const undone = await mia.post(`/organizations/acme/guard/decisions/${id}/ending`, { why: 'a customer' });
  expect(undone.status).toBe(303);
  await until(() => !a.refuses().includes('203.0.113.9 '), a);
  await until(() => !b.refuses().includes('203.0.113.9 '), b);
  expect(b.refuses()).toContain('203.0.113.20 ban;');
}, 150_000);
