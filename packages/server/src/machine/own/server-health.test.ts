import { spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { MetricFamily } from '@bugheist/guard/metrics/exposition';
import { renderMetrics } from '@bugheist/guard/metrics/exposition';
import { Resources } from '@bugheist/guard/metrics/resources';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Secret } from '../../config.ts';
import { bug } from '../../db/tables/bugs.ts';
import { mail } from '../../db/tables/operation.ts';
import { quietLog } from '../../observe/log.ts';
import { RequestCounts } from '../../web/request-counts.ts';
import { openTestApp, type TestApp } from '../../web/test/app.ts';
import { serverAlarms } from './server-alarms.ts';
import { serverFamilies } from './server-metrics.ts';

const hasPromtool = spawnSync('promtool', ['--version']).status === 0;
const rulesFile = join(import.meta.dirname, '../../../../../deploy/prometheus/bugheist-server.rules.yml');
const dashboardFile = join(import.meta.dirname, '../../../../../deploy/grafana/bugheist-server.json');

let app: TestApp;
let hook: Server;
const posted: { body: string; signature: unknown }[] = [];
beforeAll(async () => {
  app = await openTestApp({ GUARD: 'on', GUARD_ORGANIZATION: 'acme' });
  hook = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += String(chunk);
    });
    request.on('end', () => {
      posted.push({ body, signature: request.headers['x-bugheist-signature'] });
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((ready) => hook.listen(0, '127.0.0.1', ready));
});
afterAll(async () => {
  hook.close();
  await app.close();
});

async function families(): Promise<MetricFamily[]> {
  const resources = new Resources({ disks: ['/'], certificates: [] });
  const requests = new RequestCounts();
  requests.note(200, 12);
  const pooled = {
    ...app.database,
    query: app.database.query,
    connections: () => ({ open: 3, idle: 1, waiting: 0 }),
  };
  const found = await serverFamilies({
    guard: app.guard,
    resources,
    requests,
    database: { ...pooled, kind: 'postgresql' },
    sendsMail: true,
    now: app.now,
  });
  resources.stop();
  return found;
}

test.skipIf(!hasPromtool)('promtool finds nothing to say about the metrics of the server', async () => {
  const text = renderMetrics(await families());
  expect(text).toContain('bugheist_http_requests_total{status="200"} 1');
  const { stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], { input: text });
  expect(`${stdout}${stderr}`).toBe('');
});

test.skipIf(!hasPromtool)('promtool accepts the alert rules of the server', () => {
  const { stdout } = spawnSync('promtool', ['check', 'rules', rulesFile]);
  expect(stdout.toString()).toContain('8 rules found');
});

test.each([rulesFile, dashboardFile])('%s asks the server only for metrics it has', async (file) => {
  const known = new Set((await families()).map(({ name }) => name));
  const asked = new Set(readFileSync(file, 'utf8').match(/\bbugheist_(?:http|jobs|mail|database)[a-z_]*\b/g));
  expect(asked.size).toBeGreaterThan(2);
  expect([...asked].filter((name) => !known.has(name))).toEqual([]);
});

test('an alarm goes by mail, signed webhook and into the queue, once when it begins and once when it is over', async () => {
  let up = 0;
  const check = serverAlarms({
    config: {
      mail: ['ops@example.org'],
      webhook: {
        url: `http://127.0.0.1:${(hook.address() as AddressInfo).port}/hook`,
        secret: new Secret('s3cret'),
      },
    },
    guard: app.guard,
    families: async () => [
      { name: 'bugheist_database_up', type: 'gauge', help: '', samples: [{ value: up }] },
    ],
    transaction: (work) => app.database.transaction(work),
    baseUrl: 'http://localhost:8000',
    log: quietLog,
    now: app.now,
  });
  await check();
  expect(posted).toEqual([]);
  app.setNow(new Date(Date.now() + 2 * 60_000));
  await check();
  await check();
  up = 1;
  await check();
  expect(posted.map(({ body }) => JSON.parse(body).alarms[0].state)).toEqual(['firing', 'over']);
  for (const { body, signature } of posted)
    expect(signature).toBe(`sha256=${createHmac('sha256', 's3cret').update(body).digest('hex')}`);
  const letters = await app.database.query.select().from(mail).where(eq(mail.recipient, 'ops@example.org'));
  expect(letters).toHaveLength(2);
  await app.guard?.tidy();
  const bugs = await app.database.query.select({ title: bug.title }).from(bug);
  expect(bugs.some(({ title }) => title.endsWith(': ServerDatabaseDown'))).toBe(true);
});
