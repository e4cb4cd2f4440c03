import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../package-root.ts';
import { openDatabase } from './database.ts';
import { unpackFreshCluster } from './fresh-cluster.ts';

const isBuilt = existsSync(join(packageRoot, 'dist/template'));

test.skipIf(!isBuilt)('the database that the build made opens, and is its owner’s alone', async () => {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'fresh-'));
  try {
    const directory = join(dataDirectory, 'database');
    expect(unpackFreshCluster(directory)).toBe(true);
    for (const entry of readdirSync(directory, { recursive: true, encoding: 'utf8' }))
      expect(statSync(join(directory, entry)).mode & 0o077).toBe(0);
    expect(readFileSync(join(directory, 'PG_VERSION'), 'utf8')).toBe('18\n');
    await using stack = new AsyncDisposableStack();
    const database = stack.adopt(await openDatabase({ url: null, dataDirectory }), (one) => one.close());
    expect(await database.raw.rows("select datname from pg_database where datname !~ '^template'")).toEqual([
      { datname: 'postgres' },
    ]);
  } finally {
    rmSync(dataDirectory, { recursive: true, force: true });
  }
});
