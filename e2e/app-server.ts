import { createServer } from 'node:net';
import { readConfig } from '../packages/server/src/config.ts';
import { openTestDatabase } from '../packages/server/src/db/test/database.ts';
import { prepareJobs } from '../packages/server/src/jobs/runner.ts';
import { composeApp } from '../packages/server/src/main.ts';
import { quietLog } from '../packages/server/src/observe/log.ts';

/** The real application, with its built styles and islands, on an empty database and a port of its own. */
export async function serveApp() {
  const database = await openTestDatabase();
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const config = readConfig({ BASE_URL: origin, SECRET_KEY: 'test-secret-of-at-least-32-characters' });
  const app = await composeApp({ config, database, log: quietLog, now: () => new Date() });
  const jobs = await prepareJobs(database, app.jobs);
  await app.server.listen({ port, host: '127.0.0.1' });
  const close = async () => {
    await app.server.close();
    await jobs.stop();
    await database[Symbol.asyncDispose]();
  };
  return { origin, database, close };
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
