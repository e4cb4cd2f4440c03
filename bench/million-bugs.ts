/**
 * Whether pages stay quick with 1,000,000 bugs: asks the built server for each of them and reads from PostgreSQL's log
 * (auto_explain) how every statement behind the page was really carried out. A statement that reads a big table from
 * end to end, or a page over its budget of database time, ends the program with exit code 1.
 *
 *   node bench/million-bugs.ts [--bugs 1000000] [--verbose]   after `npm run build`; needs PostgreSQL's programs
 */
import { readFileSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bugheist, type Child, startChild } from './parts/child.ts';
import { fetchText, median } from './parts/load.ts';
import { type Executed, parsePlans } from './parts/plans.ts';
import { startPostgres } from './parts/postgres.ts';
import { seed } from './parts/seed.ts';

const { values } = parseArgs({
  options: { bugs: { type: 'string', default: '1000000' }, verbose: { type: 'boolean' } },
});
/** Its number is of the largest organization, and three further on is a public one. */
const middle = Math.round(Number(values.bugs) / 20) * 10;
const repetitions = 7;
const budgetMs = 100;

const pages: readonly { what: string; path: string; signedOut?: boolean }[] = [
  { what: 'queue, by severity', path: '/queue' },
  { what: 'queue, newest', path: '/queue?sort=newest' },
  { what: 'queue, oldest', path: '/queue?sort=oldest' },
  { what: 'queue, changed last', path: '/queue?sort=changed' },
  { what: 'queue, closed bugs', path: '/queue?state=closed' },
  { what: 'queue, a page in the middle', path: '/queue?sort=newest&after=MIDDLE' },
  { what: 'queue, one organization', path: '/queue?organization=company-1' },
  { what: 'queue, critical security bugs', path: '/queue?severity=critical&kind=security' },
  { what: 'queue, mine', path: '/queue?assignee=me' },
  { what: 'queue, filed this week', path: '/queue?age=under-7' },
  { what: 'queue, old and in triage', path: '/queue?state=triaged&age=over-90' },
  { what: 'queue, full text', path: '/queue?state=any&q=leaking+token+checkout' },
  { what: 'queue, full text, one word', path: '/queue?state=any&q=invoice' },
  { what: 'bug, to its member', path: `/bugs/COMP1-${middle}` },
  { what: 'bug, to the public', path: `/bugs/COMP1-${middle + 3}`, signedOut: true },
  {
    what: 'similar bugs, while reporting',
    path: '/report/similar?organization=company-1&title=Leaking+token+of+the+login+form',
  },
  { what: 'organization', path: '/organizations/company-1', signedOut: true },
  { what: 'organization without bugs', path: '/organizations/curl', signedOut: true },
  { what: 'directory of organizations', path: '/organizations', signedOut: true },
  { what: 'home', path: '/', signedOut: true },
  { what: 'public search', path: '/search?q=leaking+token', signedOut: true },
  { what: 'feed', path: '/feed.xml', signedOut: true },
];

using postgres = startPostgres();
const { cookie } = await seed(postgres.url, async (database, member) => {
  // While the rows come in, its snapshots would keep the vacuum after them from noting which pages everybody may read.
  await database.raw.script('alter system set autovacuum = off');
  await database.raw.script('select pg_reload_conf()');
  const text = readFileSync(join(import.meta.dirname, 'parts/many-bugs.sql'), 'utf8');
  await database.raw.script(text.replaceAll(':member', member).replaceAll(':bugs', values.bugs));
});
const child = await startChild([bugheist, 'serve'], {
  DATABASE_URL: postgres.url,
  TRUSTED_PROXIES: '127.0.0.1',
  PORT: '0',
  LOG_LEVEL: 'error',
});
try {
  for (const page of pages) await measure(child, page);
} finally {
  await child.stop();
}

async function measure(server: Child, { what, path, signedOut }: (typeof pages)[number]): Promise<void> {
  // Half of the ids lie before that of a bug made in the middle of the ten years.
  const at = Date.parse('2016-01-01') + (Number(values.bugs) / 2) * 300_000;
  const id = `${at
    .toString(16)
    .padStart(12, '0')
    .replace(/^(.{8})/, '$1-')}-7000-8000-000000000000`;
  const cursor = `${new Date(at).toISOString()}~${id}`;
  const target = {
    child: server,
    path: path.replace('MIDDLE', cursor),
    headers: signedOut ? {} : { cookie },
  };
  const databaseMs: number[] = [];
  const wallMs: number[] = [];
  let executed: Executed[] = [];
  for (let n = 0; n < repetitions; n++) {
    const from = statSync(postgres.logFile).size;
    const started = performance.now();
    await fetchText(target);
    wallMs.push(performance.now() - started);
    executed = parsePlans(await textFrom(postgres.logFile, from)).filter(({ text }) => !isOfJobs(text));
    databaseMs.push(executed.reduce((sum, { ms }) => sum + ms, 0));
  }
  const scans = new Set(executed.flatMap(({ bigScans }) => bigScans));
  const cost = median(databaseMs);
  const buffers = executed.reduce((sum, statement) => sum + statement.buffers, 0);
  const faults = [
    ...[...scans].map((table) => `reads all of ${table}`),
    ...(cost > budgetMs ? [`more than ${budgetMs} ms`] : []),
  ];
  if (faults.length > 0) process.exitCode = 1;
  console.log(
    `${what.padEnd(32)} ${cost.toFixed(1).padStart(8)} ms in ${String(executed.length).padStart(2)} statements,` +
      ` ${String(buffers).padStart(6)} buffers,` +
      ` first time ${(databaseMs[0] ?? 0).toFixed(0).padStart(5)} ms, page ${median(wallMs).toFixed(0).padStart(5)} ms` +
      `${faults.map((fault) => `  ✗ ${fault}`).join('')}`,
  );
  if (values.verbose || faults.length > 0)
    for (const { ms, text, scans: nodes } of executed.filter(({ ms }) => ms > 5))
      console.log(
        `    ${ms.toFixed(1)} ms  ${text.replace(/\s+/g, ' ').slice(0, 160)}\n      ${nodes.join(', ')}`,
      );
}

function isOfJobs(text: string): boolean {
  return /pgboss|audit_entry/.test(text);
}

async function textFrom(file: string, position: number): Promise<string> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const { buffer } = await handle.read(Buffer.alloc(size - position), 0, size - position, position);
    return buffer.toString();
  } finally {
    await handle.close();
  }
}
