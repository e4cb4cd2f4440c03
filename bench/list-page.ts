/**
 * What a page costs: CPU microseconds a request of the built server, beside bare `node:http` and `pg` that read the
 * same 50 bugs and write as many bytes (`bare-peer.ts`).
 *
 *   node bench/list-page.ts [--requests 1500] [--profile DIR]   after `npm run build`; needs PostgreSQL's programs
 *
 * With --profile a CPU profile of the server, one for all pages together, is left in DIR.
 *
 * The organization page does more than list: it looks the organization up, adds up its scorecard over all its bugs,
 * lists its assets and draws the whole frame of a page. The queue also reads the session, its filters' choices and
 * counts by state.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bugheist, startChild } from './parts/child.ts';
import { compare, fetchText, type Target } from './parts/load.ts';
import { startPostgres } from './parts/postgres.ts';
import { seed } from './parts/seed.ts';

const { values } = parseArgs({
  options: { requests: { type: 'string', default: '1500' }, profile: { type: 'string' } },
});
const requests = Number(values.requests);
const profiling = values.profile ? ['--cpu-prof', `--cpu-prof-dir=${values.profile}`] : [];
using postgres = startPostgres();
const { cookie } = await seed(postgres.url);
const environment = {
  DATABASE_URL: postgres.url,
  TRUSTED_PROXIES: '127.0.0.1',
  PORT: '0',
  LOG_LEVEL: 'error',
};
const child = await startChild([...profiling, bugheist, 'serve'], environment);
const peer = await startChild([join(import.meta.dirname, 'bare-peer.ts')], environment);
try {
  await measure('signed out, an organization with 50 bugs', { child, path: '/organizations/curl' }, 1.5);
  await measure('the same as JSON', { child, path: '/api/v1/organizations/curl/page' }, 1.25);
  await measure('signed out, search', { child, path: '/search?q=buffer' }, null);
  const headers = { cookie };
  await measure('signed in, an organization', { child, path: '/organizations/curl', headers }, 4);
  await measure('signed in, queue of 50 bugs', { child, path: '/queue?state=closed', headers }, 4);
} finally {
  await child.stop();
  await peer.stop();
}

async function measure(what: string, target: Target, budget: number | null): Promise<void> {
  const bytes = Buffer.byteLength(await fetchText(target));
  const cost = await compare(
    target,
    { child: peer, path: target.path.startsWith('/api/') ? '/json' : `/page?bytes=${bytes}` },
    requests,
  );
  const ratio = cost.target / cost.peer;
  const verdict = budget === null ? '' : ` (budget ${budget} ×${ratio <= budget ? '' : ', MISSED'})`;
  console.log(
    `${what.padEnd(42)} ${String(bytes).padStart(6)} bytes  ${cost.target.toFixed(0).padStart(5)} µs of CPU,` +
      ` bare ${cost.peer.toFixed(0).padStart(4)} µs: ${ratio.toFixed(2)} ×${verdict}`,
  );
}
