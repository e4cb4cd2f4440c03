import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../web/test/app.ts';
import { openTestGuard, type TestGuard } from './test/guard.ts';

let app: TestApp;
let web: TestGuard;
let mail: TestGuard;
let theirs: TestGuard;
beforeAll(async () => {
  app = await openTestApp();
  web = await openTestGuard(app, 'acme', 'web-1');
  mail = await openTestGuard(app, 'acme', 'mail-1');
  theirs = await openTestGuard(app, 'globex', 'web-1');
});
afterAll(() => app.close());

interface Item {
  id: string;
  value: string;
  held: boolean;
  by: string;
  confirmedBy: string | null;
  ended: { by: string; why: string } | null;
}

const decision = (id: string, more: Record<string, unknown> = {}) => ({
  id,
  scope: 'ip',
  value: '203.0.113.9',
  host: '',
  measure: 'ban',
  scenario: 'bugheist/http-probing',
  reason: 'probing',
  evidence: ['a line'],
  from: Date.now() - 1000,
  until: Date.now() + 3_600_000,
  origin: 'guard',
  shadow: false,
  held: false,
  strike: 1,
  ...more,
});

const push = async (guard: TestGuard, decisions: unknown[], endings: unknown[] = []) =>
  (await guard.send('POST', '/api/v1/decisions', { version: 1, decisions, endings })).json() as {
    accepted: number;
    refused: { id: string; why: string }[];
  };
const pull = async (guard: TestGuard, cursor?: string) =>
  (await guard.send('GET', `/api/v1/decisions${cursor ? `?cursor=${cursor}` : ''}`)).json() as {
    items: Item[];
    next: string;
    more: boolean;
  };

test('what one guard pushes the others get once, then only what changed', async () => {
  await push(web, [decision('one'), decision('two', { held: true })]);
  const first = await pull(mail);
  expect(first.items.map(({ id, by }) => [id, by])).toEqual([
    ['one', 'web-1'],
    ['two', 'web-1'],
  ]);
  expect((await pull(mail, first.next)).items).toEqual([]);
  await push(web, [decision('two', { held: false })]);
  await push(mail, [], [{ id: 'one', at: Date.now(), by: 'op', why: 'a customer' }]);
  const { items } = await pull(web, first.next);
  expect(items).toMatchObject([
    { id: 'two', held: false, confirmedBy: 'web-1' },
    { id: 'one', ended: { by: 'op on mail-1', why: 'a customer' } },
  ]);
});

test('a push that comes twice changes nothing', async () => {
  await push(web, [decision('twice')]);
  const { next } = await pull(mail);
  expect(await push(web, [decision('twice', { until: Date.now() + 9e9 })])).toMatchObject({ accepted: 1 });
  expect((await pull(mail, next)).items).toEqual([]);
});

test('twenty guards that push at once lose nobody’s decision, however their transactions end', async () => {
  const { next } = await pull(mail);
  const ids = Array.from({ length: 20 }, (_, n) => `race-${n}`);
  const seen: string[] = [];
  let cursor = next;
  const follow = async () => {
    const page = await pull(mail, cursor);
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.next;
  };
  await Promise.all([...ids.map((id) => push(web, [decision(id)])), follow(), follow()]);
  await follow();
  expect([...new Set(seen)].sort()).toEqual([...ids].sort());
});

test("attack: one organization's guard bans, ends and confirms nothing for another", async () => {
  await push(web, [decision('ours', { held: true })]);
  await push(
    theirs,
    [decision('theirs'), decision('ours', { held: false })],
    [{ id: 'one', at: Date.now(), by: 'evil', why: 'evil' }],
  );
  const { items } = await pull(web);
  expect(items.find(({ id }) => id === 'ours')).toMatchObject({ held: true });
  expect(items.some(({ id }) => id === 'theirs')).toBe(false);
  expect(items.find(({ id }) => id === 'one')?.ended?.by).not.toContain('evil');
  const cursor = (await pull(web)).next;
  expect((await pull(theirs, cursor)).items.map(({ id }) => id).sort()).toEqual(['ours', 'theirs']);
});

test('attack: a guard confirms only what it holds itself', async () => {
  await push(web, [decision('held', { held: true })]);
  await push(mail, [decision('held', { held: false })]);
  expect((await pull(web)).items.find(({ id }) => id === 'held')?.held).toBe(true);
});

test.each([
  ['the whole net', { scope: 'range', value: '0.0.0.0/0' }],
  ['half of IPv6', { scope: 'range', value: '8000::/1' }],
  ['no address', { value: 'everybody' }],
  ['a range called an address', { value: '10.0.0.0/8' }],
  ['for ever', { until: Date.now() + 500 * 86_400_000 }],
  ['from tomorrow on', { from: Date.now() + 86_400_000, until: Date.now() + 2 * 86_400_000 }],
])('attack: a stolen token bans %s for nobody, and holds up nothing else', async (_, more) => {
  const good = decision(`good-${JSON.stringify(more).length}-${Math.random().toString(36).slice(2)}`);
  const answer = await push(web, [decision(`bad-${Math.random().toString(36).slice(2)}`, more), good]);
  expect(answer.refused).toHaveLength(1);
  expect((await pull(mail)).items.some(({ id }) => id === good.id)).toBe(true);
});

test('a cursor of another server, or from after a backup was restored, begins anew', async () => {
  const { next } = await pull(mail);
  const [perimeter] = next.split('.');
  const whole = (await pull(mail)).items.length;
  for (const cursor of ['nonsense', '00000000-0000-7000-8000-000000000000.3', `${perimeter}.999999`])
    expect((await pull(mail, cursor)).items).toHaveLength(whole);
});

test('the page tells how a guard is from its heartbeats, and adds up by minute what passed it', async () => {
  const beat = (requests: number, run = 'r1') =>
    web.send('PUT', '/api/v1/guard', {
      version: 1,
      run,
      sent: app.now().getTime() - 120_000,
      started: 0,
      requests,
      blocked: 0,
      alerts: 0,
      scenarios: [],
      sources: [{ name: '/var/log/nginx/access.log', behindBytes: 60_000_000 }],
      bouncers: [{ name: 'nftables', up: false }],
      topSources: [],
      unwritten: 0,
      unsent: 0,
    });
  const now = new Date();
  app.setNow(now);
  for (const requests of [100, 150]) await beat(requests);
  await beat(30, 'r2');
  app.setNow(new Date(now.getTime() + 60_000));
  const { body } = await (await app.as('mia')).get('/organizations/acme/guard');
  app.setNow(new Date());
  expect(body).toContain('Look here');
  expect(body).toContain('The bouncer nftables of web-1 fails');
  expect(body).toContain('web-1 is 60 MB behind in /var/log/nginx/access.log');
  expect(body).toContain('The clock of web-1 is off by 2 minutes');
  expect(body).toMatch(/Requests, last hour<\/dt><dd class="stat-value">180</);
});
