import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../web/test/app.ts';
import type { Browser } from '../web/test/browser.ts';
import { openApiToken } from '../web/test/world.ts';
import { loadBug } from './load-bug.ts';
import { fileInWorld } from './test/fixtures.ts';

let app: TestApp;
let mia: Browser;
let tom: Browser;
let rita: Browser;
beforeAll(async () => {
  app = await openTestApp();
  [mia, tom, rita] = [await app.as('mia'), await app.as('tom'), await app.as('rita')];
});
afterAll(() => app.close());

const read = async (name: string) => {
  const bug = await loadBug(app.database.query, name);
  if (!bug) throw new Error(`no ${name}`);
  return bug;
};
const fixed = async (more = {}) => {
  const filed = await fileInWorld(app, { title: 'Reset link works twice', ...more });
  for (const step of ['triage', 'resolve'])
    await tom.post(`/bugs/${filed.name}/transitions`, {
      version: String((await read(filed.name)).version),
      step,
    });
  return {
    ...filed,
    report: `/reports/${filed.reportId}/publication`,
    bug: `/bugs/${filed.name}/publication`,
  };
};
const summary = { verb: 'publish', level: 'limited', summary: 'A link *lived* too long.' };
const publicPage = async (name: string) => app.visitor().get(`/bugs/${name}`);

test('a security bug is published once its reporter agrees with the organization', async () => {
  const { name, bug, report } = await fixed();
  expect((await mia.post(bug, summary)).location).toBe(`/bugs/${name}?done=requested`);
  expect((await read(name)).disclosure).toBe('requested');
  expect((await publicPage(name)).status).toBe(404);
  expect((await mia.post(bug, { verb: 'agree' })).status).toBe(422);
  expect((await rita.get(report.replace('/publication', ''))).body).toContain(
    'The organization asks to publish it',
  );
  await rita.post(report, { verb: 'agree' });
  expect((await read(name)).disclosure).toBe('limited');
});

test('and the other way round; more of it is shown when both agree again', async () => {
  const { name, bug, report } = await fixed();
  await rita.post(report, summary);
  await mia.post(bug, { verb: 'agree' });
  expect((await read(name)).disclosure).toBe('limited');
  await rita.post(report, { verb: 'publish', level: 'full' });
  expect((await read(name)).disclosure).toBe('limited');
  await mia.post(bug, { verb: 'agree' });
  expect((await read(name)).disclosure).toBe('full');
  expect((await publicPage(name)).body).toContain('The link works <em>twice</em>.');
});

test('a limited disclosure shows the summary, never the report, its place or its words', async () => {
  const secret = {
    location: 'https://acme.test/reset?marmalade',
    body: 'Send the xylophone header.',
    weakness: 640,
  };
  const written = { markdown: secret.body, html: `<p>${secret.body}</p>` as never };
  const { name, bug, report } = await fixed({ ...secret, body: written });
  await mia.post(bug, summary);
  await rita.post(report, { verb: 'agree' });
  const { body } = await publicPage(name);
  expect(body).toContain('A link <em>lived</em> too long.');
  for (const hidden of ['xylophone', 'marmalade', 'CWE-640']) expect(body).not.toContain(hidden);
  expect((await app.visitor().get('/search?q=xylophone')).body).not.toContain(name);
  expect((await app.visitor().get('/search?q=reset+link')).body).toContain(name);
  const api = await app.server.inject({ url: `/api/v1/bugs/${name}`, headers: { host: 'localhost:8000' } });
  expect(JSON.parse(api.body)).toMatchObject({ location: '', weakness: null, cvssVector: null });
});

test('a limited disclosure needs a summary, an open security bug needs an end, and what was typed stays', async () => {
  const { bug } = await fixed();
  const empty = await mia.post(bug, { verb: 'publish', level: 'limited' });
  expect(empty.status).toBe(422);
  expect(empty.body).toContain('Write what everybody may read');
  const open = await fileInWorld(app);
  await rita.post(`/reports/${open.reportId}/publication`, summary);
  const refused = await mia.post(`/bugs/${open.name}/publication`, { verb: 'agree', reason: 'later' });
  expect(refused.body).toContain('still open');
  expect((await read(open.name)).disclosure).toBe('requested');
});

test('who asked takes it back; the other side declines with a reason', async () => {
  const { name, bug, report } = await fixed();
  await rita.post(report, summary);
  expect((await mia.post(bug, { verb: 'refuse' })).status).toBe(422);
  await mia.post(bug, { verb: 'refuse', reason: 'The supplier is not ready.' });
  expect((await read(name)).disclosure).toBe('private');
  expect((await rita.get(report.replace('/publication', ''))).body).toContain('Publication was declined.');
  await rita.post(report, summary);
  expect((await rita.post(report, { verb: 'refuse' })).location).toContain('done=takenBack');
  expect((await read(name)).disclosure).toBe('private');
});

test('a bug of another kind is published by either side alone, one that no person reported by the organization', async () => {
  const design = await fixed({ kind: 'design' });
  await rita.post(design.report, { verb: 'publish', level: 'full' });
  expect((await read(design.name)).disclosure).toBe('full');
  const nobody = await fixed({ reporterId: null, actor: { type: 'anonymous' } });
  await mia.post(nobody.bug, { verb: 'publish', level: 'full' });
  expect((await read(nobody.name)).disclosure).toBe('full');
});

test('a triager, a stranger and another company have no say', async () => {
  const { bug, report, name } = await fixed();
  expect((await tom.post(bug, summary)).status).toBe(403);
  for (const handle of ['sam', 'otto']) {
    const browser = await app.as(handle);
    expect((await browser.post(bug, summary)).status).toBe(404);
    expect((await browser.post(report, { verb: 'publish' })).status).toBe(404);
  }
  expect((await read(name)).disclosure).toBe('private');
});

test('of two who publish at once, one does', async () => {
  const { bug, name } = await fixed({ kind: 'design' });
  const olga = await app.as('olga');
  const statuses = await Promise.all([mia, olga].map(async (who) => (await who.post(bug, summary)).status));
  expect(statuses.sort()).toEqual([303, 422]);
  expect((await read(name)).disclosure).toBe('limited');
});

test('a program of the organization publishes; without the scope, or for another company, nothing happens', async () => {
  const { name } = await fixed({ kind: 'design' });
  const send = async (handle: string, scope: 'read' | 'triage') => {
    const token = await app.database.transaction((tx) =>
      openApiToken(tx, app.world.person(handle), ['read', scope], app.now()),
    );
    const response = await app.server.inject({
      method: 'POST',
      url: `/api/v1/bugs/${name}/disclosure`,
      headers: { host: 'localhost:8000', authorization: `Bearer ${token}`, 'if-match': '*' },
      payload: summary,
    });
    return [response.statusCode, response.json().disclosure];
  };
  expect(await send('mia', 'read')).toEqual([403, undefined]);
  expect(await send('otto', 'triage')).toEqual([404, undefined]);
  expect(await send('mia', 'triage')).toEqual([200, 'limited']);
  expect(await send('mia', 'triage')).toEqual([409, undefined]);
});
