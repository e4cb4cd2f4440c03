import { and, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { bug, bugEvent, notification, sighting } from '../db/tables/bugs.ts';
import { tellAll } from '../notify/test/tell-all.ts';
import { openTestApp, type TestApp } from '../web/test/app.ts';
import { fileReport } from '../web/test/fixtures.ts';
import { mostOpenedADay, mostToldADay } from './receive-incidents.ts';
import { alarm, attack, noise, openTestGuard, type TestGuard } from './test/guard.ts';

let app: TestApp;
let web: TestGuard;
let day = 24;
beforeAll(async () => {
  app = await openTestApp();
  web = await openTestGuard(app, 'acme', 'web-1');
});
afterAll(() => app.close());
// Each test has a day of its own, so that what a day allows is not used up by another.
beforeEach(() => app.setNow(new Date(Date.UTC(2026, 10, ++day, 13))));

const bugs = (slug = 'acme') =>
  app.database.query
    .select()
    .from(bug)
    .where(eq(bug.organizationId, app.world.organization(slug)))
    .orderBy(bug.id);
const sightings = async (title: string) => {
  const [found] = await app.database.query
    .select()
    .from(bug)
    .where(sql`${bug.title} like ${`%${title}%`}`);
  return found
    ? app.database.query.select().from(sighting).where(eq(sighting.bugId, found.id)).orderBy(sighting.id)
    : [];
};
const report = (title: string) =>
  app.database.transaction((tx) => fileReport(tx, app.world, { reporter: 'rita', title }, app.now()));

test('background noise is one bug a scenario, low, closed, and nobody is told; each day adds a sighting', async () => {
  expect((await web.file([noise()])).json()).toEqual({ filed: 1, grown: 0, unchanged: 0 });
  await web.file([noise({ id: 'background 2026-11-25 bugheist/http-probing' })]);
  const [found, ...more] = (await bugs()).filter(({ title }) => title.startsWith('Background noise'));
  expect(more).toEqual([]);
  expect(found).toMatchObject({ severity: 'low', state: 'informative', sources: ['guard'] });
  expect(await sightings('Background noise')).toHaveLength(2);
  await tellAll(app.database, app.now());
  const told = await app.database.query
    .select()
    .from(notification)
    .where(eq(notification.bugId, found?.id ?? ''));
  expect(told).toEqual([]);
});

test('an incident that grew replaces what came before, in one sighting', async () => {
  const id = 'background grows';
  const scenario = 'bugheist/http-crawl';
  const description = 'Fetched pages fast';
  await web.file([noise({ id, scenario, description })]);
  const grown = await web.file([noise({ id, scenario, description, alertCount: 9 })]);
  expect(grown.json()).toEqual({ filed: 0, grown: 1, unchanged: 0 });
  const [only, ...more] = await sightings('Fetched pages fast');
  expect(more).toEqual([]);
  expect(only?.evidence.count).toBe(9);
});

test('a guard that was started again adds to the day', async () => {
  const given = { id: 'background restart', scenario: 'x/restart', description: 'Restarted noise' };
  await web.file([noise({ ...given, alertCount: 40 })], 'run-1');
  await web.file([noise({ ...given, alertCount: 2 })], 'run-2');
  const [only] = await sightings('Restarted noise');
  expect(only?.evidence.count).toBe(42);
});

test('attack: a replayed request is filed once, also when both come at once', async () => {
  const one = attack({ id: 'attack replay', host: 'replay.test', paths: ['/pay'] });
  const answers = await Promise.all([web.file([one]), web.file([one]), web.file([one])]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect((await bugs()).filter(({ location }) => location === 'https://replay.test/pay')).toHaveLength(1);
  expect(await sightings('replay.test/pay')).toHaveLength(1);
});

test('an answered attack where an open bug is raises it: an event, a reason, a higher severity, watchers told', async () => {
  const filed = await report('Reset link works twice');
  await web.file([attack()]);
  const [raised] = await app.database.query.select().from(bug).where(eq(bug.id, filed.bugId));
  expect(raised).toMatchObject({ severity: 'critical', state: 'new', sources: ['person', 'guard'] });
  const events = await app.database.query.select().from(bugEvent).where(eq(bugEvent.bugId, filed.bugId));
  const attacked = events.find(({ type }) => type === 'attacked');
  expect(attacked).toMatchObject({
    audience: 'members',
    content: { raised: true, reason: 'Climbed out of the web root. The server answered 200 3 times.' },
  });
  await tellAll(app.database, app.now());
  const told = await app.database.query
    .select({ person: notification.personId })
    .from(notification)
    .where(and(eq(notification.bugId, filed.bugId), eq(notification.type, 'attacked')));
  expect(told.map(({ person }) => person)).toContain(app.world.person('tom'));
  expect(told.map(({ person }) => person)).not.toContain(app.world.person('rita'));
});

test('a second attack tells again but leaves the severity to people', async () => {
  const filed = await report('Reset twice more');
  await app.database.query
    .update(bug)
    .set({
      severity: 'low',
      severityRank: 1,
      locationKey: 'twice.test/a',
      location: 'https://twice.test/a?x=1',
    })
    .where(eq(bug.id, filed.bugId));
  const at = { host: 'twice.test', paths: ['/a'] };
  await web.file([attack({ ...at, id: 'attack a' })]);
  await app.database.query
    .update(bug)
    .set({ severity: 'low', severityRank: 1 })
    .where(eq(bug.id, filed.bugId));
  await web.file([attack({ ...at, id: 'attack b' })]);
  const [now] = await app.database.query.select().from(bug).where(eq(bug.id, filed.bugId));
  expect(now?.severity).toBe('low');
  const events = await app.database.query.select().from(bugEvent).where(eq(bugEvent.bugId, filed.bugId));
  expect(events.filter(({ type }) => type === 'attacked')).toHaveLength(2);
});

test('an answered attack where no bug is opens one, high, and triagers are told', async () => {
  await web.file([attack({ id: 'attack new place', paths: ['/new-place'] })]);
  const [opened] = (await bugs()).filter(({ location }) => location === 'https://acme.test/new-place');
  expect(opened).toMatchObject({ severity: 'high', state: 'new', weakness: 22, kind: 'security' });
  await tellAll(app.database, app.now());
  const told = await app.database.query
    .select()
    .from(notification)
    .where(eq(notification.bugId, opened?.id ?? ''));
  expect(told.map(({ personId }) => personId)).toContain(app.world.person('tom'));
});

test('an alarm is a bug of its machine, one sighting a day', async () => {
  await web.file([alarm()]);
  await web.file([alarm({ alertCount: 5 })]);
  const [found, ...more] = (await bugs()).filter(({ title }) => title === 'web-1: DiskNearlyFull');
  expect(more).toEqual([]);
  expect(found).toMatchObject({ kind: 'functionality', state: 'new' });
  expect(await sightings('DiskNearlyFull')).toHaveLength(1);
});

test('a bad incident among good ones files none of them', async () => {
  const before = (await bugs()).length;
  const good = attack({ id: 'attack good', paths: ['/good'] });
  const answer = await web.send('POST', '/api/v1/incidents', {
    version: 1,
    incidents: [good, { ...good, id: 'attack bad', first: 'yesterday' }],
  });
  expect(answer.status).toBe(422);
  expect(answer.json()).toMatchObject({ type: '/api#invalid', status: 422 });
  expect(await bugs()).toHaveLength(before);
});

test('attack: a forged incident raises no bug of another organization', async () => {
  const theirs = await openTestGuard(app, 'globex', 'forger');
  const filed = await report('Only ours');
  await theirs.file([attack({ id: 'attack forged' })]);
  const [ours] = await app.database.query.select().from(bug).where(eq(bug.id, filed.bugId));
  expect(ours).toMatchObject({ severity: 'high', sources: ['person'] });
  const landed = (await bugs('globex')).filter(({ sources }) => sources.includes('guard'));
  expect(landed).toHaveLength(1);
});

test('attack: markup and control bytes in a log line are shown as they are, harmlessly', async () => {
  const line = '203.0.113.66 "GET /<script>alert(1)</script>\u0000\u001b[2J\u202e\ud800 HTTP/1.1"';
  const answer = await web.file([
    attack({ id: 'attack\u0000nul', paths: ['/<script>alert(1)</script>\u0007'], evidence: [line] }),
  ]);
  expect(answer.status).toBe(200);
  const [found] = (await bugs()).filter(({ title }) => title.includes('<script>'));
  const page = await (await app.as('tom')).get(`/bugs/ACME-${found?.number}`);
  expect(page.status).toBe(200);
  expect(page.body).toContain('&lt;script>alert(1)&lt;/script>\\u{0}\\u{1b}[2J\\u{202e}');
  expect(page.body).not.toContain('<script>alert(1)');
  expect(page.body).not.toContain('203.0.113.66');
});

test('attack: a flood of places opens a bounded number of bugs; the rest share one', async () => {
  const before = (await bugs()).length;
  const incidents = Array.from({ length: mostOpenedADay + 30 }, (_, n) =>
    attack({ id: `attack flood ${n}`, host: 'flood.test', paths: [`/place-${n}-x`] }),
  );
  expect((await web.file(incidents)).json()).toMatchObject({ filed: mostOpenedADay + 30 });
  expect(await bugs()).toHaveLength(before + mostOpenedADay + 1);
});

test('attack: a flood of incidents is refused with a time to come back, and files nothing', async () => {
  const flood = (from: number) =>
    Array.from({ length: 500 }, (_, n) => noise({ id: `background flood ${from + n}`, evidence: [] }));
  await app.database.query.execute(
    sql`insert into guard_incident (id, guard_id, perimeter_id, key, kind, scenario, content, runs, first_at, last_at, created_at, updated_at)
      select gen_random_uuid(), g.id, g.perimeter_id, sha256(n::text::bytea), 'background', 'x', '{}', '{}', ${app.now().toISOString()}, ${app.now().toISOString()}, ${app.now().toISOString()}, ${app.now().toISOString()}
      from guard g, generate_series(1, ${mostToldADay - 100}) n where g.id = ${web.id}`,
  );
  const answer = await web.file(flood(0));
  expect(answer.status).toBe(429);
  const [row] = (
    await app.database.query.execute<{ count: number }>(
      sql`select count(*)::int as count from guard_incident where guard_id = ${web.id} and scenario = 'bugheist/http-probing'`,
    )
  ).rows;
  expect(row?.count).toBe(2);
});
