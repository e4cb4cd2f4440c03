/**
 * What the guard costs a request: CPU microseconds of bare `node:http` with and without the middleware that decides and
 * reports every request to all scenarios, and of the built server with its own guard on and off.
 *
 *   node --conditions=source bench/guard-request.ts [--requests 6000]   after `npm run build`; needs PostgreSQL's programs
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bugheist, startChild } from './parts/child.ts';
import { compare, type Target } from './parts/load.ts';
import { startPostgres } from './parts/postgres.ts';

const { values } = parseArgs({ options: { requests: { type: 'string', default: '6000' } } });
const requests = Number(values.requests);

const site = (guard: 'on' | 'off') =>
  startChild(['--conditions=source', join(import.meta.dirname, 'guarded-site.ts')], { GUARD: guard });
await measure('bare node:http, “hello”', await site('on'), await site('off'), '/hello');

using postgres = startPostgres();
const server = (guard: 'on' | 'off') =>
  startChild([bugheist, 'serve'], {
    ...{ DATABASE_URL: postgres.url, TRUSTED_PROXIES: '127.0.0.1', PORT: '0', LOG_LEVEL: 'error' },
    ...{ GUARD: guard, GUARD_SHADOW_HOURS: '0' },
  });
const [guarded, unguarded] = [await server('on'), await server('off')];
await measure('the server, /healthz', guarded, unguarded, '/healthz', false);
await measure('the server, its front page', guarded, unguarded, '/');

async function measure(
  what: string,
  guarded: Target['child'],
  bare: Target['child'],
  path: string,
  isLast = true,
): Promise<void> {
  const { target: on, peer: off } = await compare({ child: guarded, path }, { child: bare, path }, requests);
  console.log(
    `${what.padEnd(28)} ${on.toFixed(1).padStart(7)} µs guarded, ${off.toFixed(1).padStart(7)} µs without: ${(on / off).toFixed(2)} ×, ${(on - off).toFixed(1)} µs more`,
  );
  if (isLast) await Promise.all([guarded.stop(), bare.stop()]);
}
