import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { FastifyInstance } from 'fastify';
import { firstAdministratorLink } from '../account/first-administrator.ts';
import { type Config, ConfigError, readConfig } from '../config.ts';
import { backupCommand, backupCommandName } from '../db/backup/command.ts';
import { serveControl } from '../db/control.ts';
import { type Database, openDatabase } from '../db/database.ts';
import { DatabaseUnavailable } from '../db/errors.ts';
import { migrate } from '../db/migrate.ts';
import { startJobs } from '../jobs/runner.ts';
import { composeApp } from '../main.ts';
import { createLog, type Log } from '../observe/log.ts';
import { link, urls } from '../urls.ts';
import { checkCommands } from './checks/command.ts';
import { foldersIn } from './db.ts';
import type { DemoAccount } from './demo/people.ts';
import { listenProblem } from './listen-problem.ts';
import { checkTlsFiles } from './tls-files.ts';

const help = `Usage: bugheist serve [--demo] [--port PORT]

Runs the server: on the embedded database in DATA_DIR (default ./data), or on DATABASE_URL.

  --port PORT   listen there (default 8000, or PORT; 0 for any free one)
  --demo        a throw-away instance with a real history and open bugs to try; nothing is kept

Everything else is set by environment: BASE_URL, DATABASE_URL, SMTP_URL, SECRET_KEY, TRUSTED_PROXIES, …
(docs/guide/deploy.md). "bugheist check" says what a deployment still lacks. Ends on SIGTERM or Ctrl-C, once the
requests under way are answered; a second one does not wait.

Exit codes: 0 stopped when told to, 1 could not start, 2 wrong usage or configuration.
Examples:
  bugheist serve --demo
  BASE_URL=https://bugs.example.org DATABASE_URL=postgresql://… bugheist serve --port 8000`;

/** `bugheist serve`: runs until it is told to stop. */
export async function serve(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options === null) return 2;
  if (options.help) {
    console.log(help);
    return 0;
  }
  try {
    const config = readConfig({ ...process.env, ...(options.port ? { PORT: options.port } : {}) });
    checkTlsFiles(config);
    return options.demo ? await runDemo(config) : await runServer(config);
  } catch (error) {
    if (error instanceof ConfigError || error instanceof DatabaseUnavailable) {
      console.error(error.message);
      return error instanceof ConfigError ? 2 : 1;
    }
    const problem = listenProblem(error);
    if (problem === null) throw error;
    console.error(problem);
    return 1;
  }
}

interface ServeOptions {
  help: boolean;
  demo: boolean;
  port: string | undefined;
}

function readOptions(args: readonly string[]): ServeOptions | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { help: { type: 'boolean', short: 'h' }, demo: { type: 'boolean' }, port: { type: 'string' } },
    });
    return { help: values.help ?? false, demo: values.demo ?? false, port: values.port };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${help}`);
    return null;
  }
}

/** Everything in a directory of its own that is gone when the server stops. */
async function runDemo(config: Config): Promise<number> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'bugheist-demo-'));
  try {
    const { demoConfig } = await import('./demo/demo-config.ts');
    return await runServer(demoConfig(config, dataDirectory), { demo: true });
  } finally {
    await rm(dataDirectory, { recursive: true, force: true });
  }
}

async function runServer(config: Config, { demo } = { demo: false }): Promise<number> {
  const log = createLog({
    level: config.logLevel,
    write: (line) => process.stderr.write(`${line}\n`),
    now: () => new Date(),
    readable: process.stderr.isTTY === true,
  });
  const databaseLog = sentences(log);
  const database = await openDatabase({
    url: config.databaseUrl?.reveal() ?? null,
    dataDirectory: config.dataDirectory,
    log: databaseLog,
  });
  // Ends what has begun, the last first, also when something later could not begin.
  await using ends = new AsyncDisposableStack();
  ends.defer(() => database.close());
  await migrate(database, { log: databaseLog });
  const accounts = demo ? await fillDemo(database) : null;
  const app = await composeApp({ config, database, log, now: () => new Date() });
  const jobs = await startJobs(database, app.jobs, { log: databaseLog });
  ends.defer(() => jobs.stop());
  ends.defer(await app.start());
  ends.defer(await startControl(database, config));
  ends.defer(() => closeWithin(app.server, closingMs));
  await app.server.listen({ host: config.host, port: config.port });
  const redirects = await startRedirects(config);
  ends.defer(() => void redirects?.close());
  const welcome = await firstAdministratorLink(database, new Date());
  announce(addressOf(config, app.server.server.address()), { welcome, accounts });
  await toldToStop();
  log.info({}, 'stopping: no new requests, waiting for those under way');
  return 0;
}

/** Holding the embedded database, this process performs the commands that need it. */
async function startControl(database: Database, config: Config): Promise<() => Promise<void>> {
  if (database.kind !== 'embedded') return async () => undefined;
  const options = { folders: foldersIn(config.dataDirectory), now: () => new Date() };
  return serveControl(config.dataDirectory, {
    [backupCommandName]: backupCommand(database, options),
    ...checkCommands(config, database),
  });
}

/** Most supervisors kill after ten seconds or more; the database needs its share of them. */
const closingMs = 7_000;

/** Answers what is under way, then cuts off whoever still sends or reads. */
async function closeWithin(server: FastifyInstance, ms: number): Promise<void> {
  const cut = setTimeout(() => server.server.closeAllConnections(), ms);
  try {
    await server.close();
  } finally {
    clearTimeout(cut);
  }
}

/** Plain HTTP answers with nothing but the way to HTTPS. */
async function startRedirects(config: Config): Promise<Server | null> {
  if (config.redirectPort === null) return null;
  const server = createServer((request, response) => {
    response
      .writeHead(308, { location: `${config.baseUrl}${request.url ?? '/'}`, 'content-length': 0 })
      .end();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(config.redirectPort ?? 0, config.host, resolve);
  });
  return server;
}

function addressOf(config: Config, address: AddressInfo | string | null): string {
  const port = typeof address === 'object' && address !== null ? address.port : config.port;
  return config.given.has('BASE_URL') ? config.baseUrl : config.baseUrl.replace(/:\d+$/, `:${port}`);
}

interface Announced {
  /** Path of the one-time link; null once anybody has an account. */
  welcome: string | null;
  accounts: readonly DemoAccount[] | null;
}

function announce(url: string, { welcome, accounts }: Announced): void {
  const lines = ['', `  BugHeist is at ${url}`];
  if (welcome !== null)
    lines.push(
      '',
      '  There is no administrator yet. This link, good once, makes you the first:',
      `  ${url}${welcome}`,
    );
  if (accounts !== null) {
    const width = Math.max(...accounts.map(({ handle }) => handle.length));
    lines.push(
      '',
      '  A demo: the real history of curl to read, and Acorn Home, an invented maker of thermostats, to try.',
      '  Everything is gone when it stops. Begin as triager with the bugs that wait for somebody:',
      `  ${url}${link(urls.organizationQueue, { slug: 'acorn-home' })}`,
      '',
    );
    for (const { handle, what, password } of accounts)
      lines.push(`    ${handle.padEnd(width)}  ${password}  ${what}`);
  }
  console.log(`${lines.join('\n')}\n`);
}

async function fillDemo(database: Database): Promise<readonly DemoAccount[]> {
  const { seedDemo } = await import('./demo/seed.ts');
  console.log('Filling the demo …');
  return seedDemo(database, new Date());
}

/** Ctrl-C, or the supervisor's wish; a second one does not wait. */
function toldToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        process.once(signal, () => process.exit(130));
        resolve();
      });
    }
  });
}

const sentences = (log: Log) => ({
  info: (message: string) => log.info({}, message),
  warn: (message: string) => log.warn({}, message),
  error: (message: string) => log.error({}, message),
});
