import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from './database.ts';
import { migrate } from './migrate.ts';
import { type Clone, createEmpty } from './test/clone.ts';
import { administratorUrl } from './test/database.ts';

let clone: Clone | undefined;

beforeAll(async () => {
  if (administratorUrl) clone = await createEmpty(administratorUrl);
});

afterAll(() => clone?.drop());

const refusal = async (url: string) => {
  const error = await openDatabase({ url, dataDirectory: '' }).catch((caught: unknown) => caught);
  return `${error} ${error instanceof Error ? error.stack : ''}`;
};

test('an unreachable server is named without its password', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  server.close();
  const message = await refusal(`postgres://bug:hunter2@127.0.0.1:${port}/heist`);
  expect(message).toContain(
    `PostgreSQL at 127.0.0.1:${port}/heist refuses connections. Is the server running`,
  );
  expect(message).not.toContain('hunter2');
});

test('a URL that is none of PostgreSQL’s is refused without being repeated', async () => {
  const message = await refusal('mysql://bug:hunter2@db/heist');
  expect(message).toContain('must look like postgres://');
  expect(message).not.toContain('hunter2');
  expect(await refusal('postgres://bug:hunter2@db:port/heist')).not.toContain('hunter2');
});

test.skipIf(!administratorUrl)('a wrong password and a missing database are told apart', async () => {
  const wrong = new URL(clone?.url ?? '');
  const administrator = await openDatabase({ url: wrong.href, dataDirectory: '' });
  await administrator.raw
    .script("create role bugheist_test_locked login password 'right'")
    .catch(() => undefined);
  await administrator.close();
  wrong.username = 'bugheist_test_locked';
  wrong.password = 'hunter2';
  const refused = await refusal(wrong.href);
  expect(refused).toContain('rejects the password of this user');
  expect(refused).not.toContain('hunter2');
  wrong.href = clone?.url ?? '';
  wrong.pathname = '/bugheist_test_missing';
  wrong.password = 'hunter2';
  const message = await refusal(wrong.href);
  expect(message).toContain('has no such database. Create it with');
  expect(message).not.toContain('hunter2');
});

test.skipIf(!administratorUrl)('a database newer than the program is refused', async () => {
  const database = await openDatabase({ url: clone?.url ?? '', dataDirectory: '' });
  await migrate(database);
  await database.raw.script("insert into schema_migration values (9999, 'future', '', now())");
  await expect(migrate(database)).rejects.toThrow('newer than this program');
  await database.close();
});

test.skipIf(!administratorUrl)('a server that drops its connections does not end the process', async () => {
  const database = await openDatabase({ url: clone?.url ?? '', dataDirectory: '' });
  const others =
    'select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1 and pid <> $2 and datname = current_database()';
  const held = database.rawTransaction(async (raw) => {
    const [self] = await raw.rows('select pg_backend_pid() as pid');
    const killer = await openDatabase({ url: clone?.url ?? '', dataDirectory: '' });
    const [other] = await killer.raw.rows('select pg_backend_pid() as pid');
    await killer.raw.rows(others, ['bugheist', other?.['pid']]);
    await killer.close();
    await raw.rows('select $1::integer', [self?.['pid']]);
  });
  await expect(held).rejects.toThrow();
  await database.ping();
  await database.close();
});
