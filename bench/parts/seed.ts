import { startSession } from '../../packages/server/dist/account/session.js';
import { seedDemo } from '../../packages/server/dist/cli/demo/seed.js';
import { type Database, openDatabase } from '../../packages/server/dist/db/database.js';
import { migrate } from '../../packages/server/dist/db/migrate.js';

interface Seeded {
  /** Somebody who works on curl's bugs, and the cookie they are signed in with. */
  triagerId: string;
  cookie: string;
}

/** Migrates an empty database and fills it with the demo's history, then with what `more` adds. */
export async function seed(
  url: string,
  more: (database: Database, triagerId: string) => Promise<void> = async () => undefined,
): Promise<Seeded> {
  const database = await openDatabase({ url, dataDirectory: '', statementTimeoutMs: 0 });
  try {
    await migrate(database);
    const people = await seedDemo(database, new Date());
    const triager = people.find(({ handle }) => handle === 'triager');
    if (!triager) throw new Error('The demo has no triager.');
    await more(database, triager.id);
    const device = { userAgent: 'bench', address: '' };
    const how = { device, method: 'password', earlierToken: undefined } as const;
    const { token } = await database.transaction((tx) => startSession(tx, triager.id, how, new Date()));
    await database.raw.script('vacuum analyze');
    return { triagerId: triager.id, cookie: `session=${token}` };
  } finally {
    await database.close();
  }
}
