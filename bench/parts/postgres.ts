import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const script = join(import.meta.dirname, '../../scripts/test-postgres.sh');

interface Postgres {
  url: string;
  /** What the server writes: with auto_explain, the plan of every statement. */
  logFile: string;
}

/** A PostgreSQL cluster that is gone when it is disposed of. It does not fsync: these programs measure reading. */
export function startPostgres(): Disposable & Postgres {
  const directory = mkdtempSync(join(tmpdir(), 'bench-postgres-'));
  const printed = execFileSync(script, ['start', directory], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = /^TEST_DATABASE_URL=(\S+)$/m.exec(printed)?.[1];
  if (!url) throw new Error(`scripts/test-postgres.sh printed no address: ${printed}`);
  return {
    url,
    logFile: join(directory, 'server.log'),
    [Symbol.dispose]: () => void execFileSync(script, ['stop', directory]),
  };
}
