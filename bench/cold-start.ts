/**
 * How long from the start of `bugheist serve` to the first page, and its memory then: on the embedded database for the
 * first time and again, and on PostgreSQL. Wall time, and CPU time for machines that are busy with other things.
 *
 *   node bench/cold-start.ts   after `npm run build`; needs PostgreSQL's programs
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bugheist, cpuSeconds, memory, startChild } from './parts/child.ts';
import { fetchText, median } from './parts/load.ts';
import { startPostgres } from './parts/postgres.ts';

const again = 3;
const directory = mkdtempSync(join(tmpdir(), 'bench-start-'));
try {
  await measure('embedded, first start', { DATA_DIR: directory }, 1, null);
  await measure('embedded, again', { DATA_DIR: directory }, again, 1.2);
  using postgres = startPostgres();
  const environment = { DATA_DIR: directory, DATABASE_URL: postgres.url };
  await measure('PostgreSQL, first start', environment, 1, null);
  await measure('PostgreSQL, again', environment, again, 0.6);
} finally {
  rmSync(directory, { recursive: true, force: true });
}

async function measure(
  what: string,
  environment: Record<string, string>,
  times: number,
  budgetSeconds: number | null,
): Promise<void> {
  const wall: number[] = [];
  const cpu: number[] = [];
  const resident: number[] = [];
  for (let n = 0; n < times; n++) {
    const started = performance.now();
    const child = await startChild([bugheist, 'serve'], { ...environment, PORT: '0', LOG_LEVEL: 'error' });
    await fetchText({ child, path: '/' });
    wall.push((performance.now() - started) / 1000);
    cpu.push(cpuSeconds(child.pid));
    resident.push(memory(child.pid).now);
    await child.stop();
  }
  const budget = budgetSeconds === null ? '' : ` (budget ${budgetSeconds} s)`;
  console.log(
    `${what.padEnd(24)} ${median(wall).toFixed(2)} s${budget}, CPU ${median(cpu).toFixed(2)} s, ` +
      `resident ${median(resident).toFixed(0)} MB (budget 300 MB)`,
  );
}
