import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { openDatabase } from '../db/database.ts';
import { startChild } from '../db/test/child.ts';
import { startJobs } from '../jobs/runner.ts';
import { tellPeople } from '../notify/tell-people.ts';
import { outboxJobs, startRelay } from './outbox.ts';

test.each([
  ['once the report is filed', 'filed'],
  ['once people are told and before the job is done', 'told'],
])(
  'kill -9 %s: after the next start everybody was told once',
  async (_when, point) => {
    const folder = mkdtempSync(join(tmpdir(), 'bugheist-outbox-'));
    const dataDirectory = join(folder, 'data');
    const filer = startChild('../../queue/test/filer.ts', [dataDirectory, point]);
    await filer.line(point);
    await filer.kill();
    const database = await openDatabase({ url: null, dataDirectory });
    const told = () => database.raw.rows('select count(*)::int as rows from notification');
    expect(await told()).toEqual([{ rows: point === 'told' ? 1 : 0 }]);
    const jobs = await startJobs(
      database,
      outboxJobs(database, [tellPeople], () => new Date()),
    );
    const stop = await startRelay(database, [tellPeople], (error) => expect.unreachable(String(error)));
    await vi.waitFor(
      async () =>
        expect(await database.raw.rows("select state from pgboss.job where name = 'notify.hear'")).toEqual([
          { state: 'completed' },
        ]),
      { timeout: 30_000 },
    );
    await sleep(100);
    expect(await told()).toEqual([{ rows: 1 }]);
    await stop();
    await jobs.stop();
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  },
  60_000,
);
