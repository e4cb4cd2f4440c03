import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../id.ts';
import { insertLabel } from '../../organization/store/labels.ts';
import type { Scope } from '../../permission/actor.ts';
import { openTestApp, type TestApp } from '../../web/test/app.ts';
import { programOf } from '../../web/test/program.ts';
import { fileSighting } from '../file-sighting.ts';
import { isWatching } from '../store/events.ts';
import { fileInWorld, inFile } from '../test/fixtures.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
  await app.database.transaction(async (tx) => {
    const organizationId = app.world.organization('acme');
    for (const name of ['login', 'mobile'])
      await insertLabel(tx, { id: newId(), organizationId, name, createdAt: app.now() });
  });
});
afterAll(() => app.close());

const program = (handle: string, ...granted: Scope[]) => programOf(app, handle, ...granted);
const anyVersion = { 'if-match': '*' };

test('labels are set by name for the version that was read, and an unknown one is named', async () => {
  const { name } = await fileInWorld(app);
  const dan = await program('dan', 'read', 'triage');
  const [bug, url] = [`/api/v1/bugs/${name}`, `/api/v1/bugs/${name}/labels`];
  const etag = { 'if-match': String((await dan('GET', url)).headers['etag']) };
  expect((await dan('PUT', url, { labels: ['login'] })).statusCode).toBe(428);
  const set = await dan('PUT', url, { labels: ['Login', 'mobile'] }, etag);
  expect(set.json()).toMatchObject({ labels: ['login', 'mobile'] });
  expect((await dan('PUT', url, { labels: [] }, etag)).statusCode).toBe(412);
  const unknown = await dan('PUT', url, { labels: ['login', 'printer'] }, anyVersion);
  expect(unknown.json()).toMatchObject({ status: 422, errors: [{ path: 'labels.1' }] });
  expect((await dan('PUT', url, { labels: ['mobile'] }, anyVersion)).json().labels).toEqual(['mobile']);
  const { items } = (await dan('GET', `${bug}/events`)).json();
  expect(items.filter(({ type }: { type: string }) => type === 'labelled')).toHaveLength(2);
  const vic = await program('vic', 'read', 'triage');
  expect((await vic('PUT', url, { labels: [] }, anyVersion)).statusCode).toBe(403);
});

test('a developer takes a bug, which a viewer cannot be given', async () => {
  const { name } = await fileInWorld(app);
  const dan = await program('dan', 'read', 'triage');
  const url = `/api/v1/bugs/${name}/assignee`;
  expect((await dan('PUT', url, { assignee: 'dan' }, anyVersion)).json().assignee).toBe('dan');
  expect((await dan('PUT', url, { assignee: 'vic' }, anyVersion)).json()).toMatchObject({
    errors: [{ path: 'assignee' }],
  });
  expect((await dan('PUT', url, { assignee: null }, anyVersion)).json().assignee).toBeNull();
});

test('whoever may read a bug follows it and stops', async () => {
  const { name, bugId } = await fileInWorld(app);
  const watch = `/api/v1/bugs/${name}/watch`;
  const vic = await program('vic', 'read', 'report');
  const watches = () => isWatching(app.database.query, bugId, app.world.person('vic'));
  expect((await vic('PUT', watch)).statusCode).toBe(204);
  expect([await watches(), (await vic('GET', watch)).json()]).toEqual([true, { watching: true }]);
  expect((await vic('DELETE', watch)).statusCode).toBe(204);
  expect(await watches()).toBe(false);
  const sam = await program('sam', 'read', 'report');
  expect((await sam('PUT', watch)).statusCode).toBe(404);
});

test('a change to many bugs is made to all or to none, and says of each why not', async () => {
  const [one, two] = [await fileInWorld(app), await fileInWorld(app)];
  const foreign = await fileInWorld(app, { slug: 'globex' });
  const dan = await program('dan', 'read', 'triage');
  const change = { type: 'label', name: 'mobile' };
  const some = await dan('POST', '/api/v1/bugs/changes', { bugs: [one.name, foreign.name], change });
  expect(some.json()).toMatchObject({ status: 409, errors: [{ path: 'bugs.1' }] });
  expect((await dan('GET', `/api/v1/bugs/${one.name}`)).json().labels).toEqual([]);
  const all = await dan('POST', '/api/v1/bugs/changes', { bugs: [one.name, two.name], change });
  expect(all.json().items.map(({ number }: { number: string }) => number)).toEqual([one.name, two.name]);
  expect((await dan('GET', `/api/v1/bugs/${two.name}`)).json()).toMatchObject({
    labels: ['mobile'],
    version: all.json().items[1].version,
  });
  const reader = await program('tom', 'read');
  const refused = await reader('POST', '/api/v1/bugs/changes', { bugs: [one.name], change });
  expect(refused.json()).toMatchObject({ status: 409, errors: [{ path: 'bugs.0' }] });
});

test('a view is saved, shared with the own organization only, replaced and removed', async () => {
  const tom = await program('tom', 'read', 'manage');
  const own = await tom('POST', '/api/v1/views', { name: 'Urgent', query: 'severity=critical&x=1' });
  expect(own.statusCode).toBe(201);
  expect(own.json()).toMatchObject({ query: 'severity=critical', organization: null, removable: true });
  const anew = await tom('POST', '/api/v1/views', { name: 'urgent', query: 'severity=high' });
  expect([anew.statusCode, anew.json().id]).toEqual([200, own.json().id]);
  const shared = { name: 'Ours', query: 'kind=security', organization: 'acme' };
  expect((await tom('POST', '/api/v1/views', shared)).json().organization).toBe('acme');
  expect((await tom('POST', '/api/v1/views', { ...shared, organization: 'globex' })).statusCode).toBe(422);

  const vic = await program('vic', 'read', 'manage');
  const seen = (await vic('GET', '/api/v1/views')).json().items;
  expect(seen).toMatchObject([{ name: 'Ours', removable: false }]);
  expect((await vic('DELETE', `/api/v1/views/${seen[0].id}`)).statusCode).toBe(404);
  expect((await tom('DELETE', `/api/v1/views/${own.json().id}`)).statusCode).toBe(204);
  expect((await tom('GET', '/api/v1/views')).json().items).toHaveLength(1);
});

test('the team reads who and what saw a bug, and its reporter does not', async () => {
  const { name, reportId } = await fileInWorld(app);
  const url = `/api/v1/bugs/${name}/sightings`;
  const vic = await program('vic', 'read');
  expect((await vic('GET', url)).json().items).toMatchObject([
    { type: 'report', report: reportId, reporter: 'rita', place: 'https://acme.test/reset', tool: null },
  ]);
  const hit = await app.database.transaction((tx) =>
    fileSighting(
      tx,
      {
        type: 'hit',
        organizationId: app.world.organization('acme'),
        assetId: null,
        kind: 'security',
        title: 'Hard-coded secret',
        location: 'src/a.ts:3',
        rating: null,
        weakness: 798,
        fingerprints: [{ scheme: 'place', version: 1, value: 'secret src/a.ts 3' }],
        source: { tool: 'semgrep', toolVersion: null, rule: 'hard-coded-secret' },
        seenAt: app.now(),
        place: inFile('src/a.ts'),
        evidence: { message: 'A key stands in the code.', snippet: null },
        text: '',
        renamedFrom: [],
        urgency: null,
      },
      app.now(),
    ),
  );
  expect((await vic('GET', `/api/v1/bugs/${hit.name}/sightings`)).json().items).toMatchObject([
    { type: 'hit', place: 'src/a.ts:3', tool: 'semgrep', rule: 'hard-coded-secret', report: null },
  ]);
  const rita = await program('rita', 'read');
  expect((await rita('GET', url)).statusCode).toBe(403);
});
