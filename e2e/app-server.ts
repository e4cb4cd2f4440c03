import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../packages/server/src/config.ts';
import { openTestDatabase } from '../packages/server/src/db/test/database.ts';
import { openLocalFiles } from '../packages/server/src/files/file-store.ts';
import { prepareJobs } from '../packages/server/src/jobs/runner.ts';
import { composeApp } from '../packages/server/src/main.ts';
import { quietLog } from '../packages/server/src/observe/log.ts';
import { RateLimiter } from '../packages/server/src/web/rate.ts';

/** A test asks faster than any person. */
class Unlimited extends RateLimiter {
  override take(): null {
    return null;
  }
}

/**
 * The real application, with its built styles and islands, on an empty database and a port of its own. When it
 * `listens`, open pages are told of what happens.
 */
export async function serveApp({ listens = false } = {}) {
  const database = await openTestDatabase();
  const directory = await mkdtemp(join(tmpdir(), 'bugheist-e2e-'));
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const config = readConfig({ BASE_URL: origin, SECRET_KEY: 'test-secret-of-at-least-32-characters' });
  const files = await openLocalFiles(directory);
  let aheadMs = 0;
  const app = await composeApp({
    config,
    database,
    log: quietLog,
    now: () => new Date(Date.now() + aheadMs),
    files,
    limiter: new Unlimited(),
  });
  const jobs = await prepareJobs(database, app.jobs);
  const stop = listens ? await app.start() : null;
  await app.server.listen({ port, host: '127.0.0.1' });
  const close = async () => {
    await app.server.close();
    await stop?.();
    await jobs.stop();
    await database[Symbol.asyncDispose]();
    await rm(directory, { recursive: true, force: true });
  };
  /** Lets time pass for the server, so that a form filled in by a test looks as if a person had. */
  const pass = (seconds: number) => {
    aheadMs += seconds * 1000;
  };
  return { origin, database, files, routes: app.routes, pass, close };
}

/** Asked for beforehand: BASE_URL must name it, since passkeys belong to an origin. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
