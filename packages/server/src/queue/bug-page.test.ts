import { eq } from 'drizzle-orm';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bug as bugTable, sighting } from '../db/tables/bugs.ts';
import { openTestApp, type TestApp } from '../web/test/app.ts';
import type { Browser } from '../web/test/browser.ts';
import { fileSighting } from './file-sighting.ts';
import { loadBug } from './load-bug.ts';
import { fileInWorld, inFile } from './test/fixtures.ts';

let app: TestApp;
let tom: Browser;
beforeAll(async () => {
  app = await openTestApp();
  tom = await app.as('tom');
});
afterAll(() => app.close());

const read = async (name: string) => {
  const bug = await loadBug(app.database.query, name);
  if (!bug) throw new Error(`no ${name}`);
  return bug;
};
const opened = async (name: string) => ({ version: String((await read(name)).version) });
const step = async (browser: Browser, name: string, fields: Record<string, string>) =>
  browser.post(`/bugs/${name}/transitions`, { ...(await opened(name)), ...fields });

test('a member reads the report, a stranger and another company get 404, the reporter their own page', async () => {
  const { name, reportId } = await fileInWorld(app);
  const page = await tom.get(`/bugs/${name}`);
  expect(page.status).toBe(200);
  expect(page.body).toContain('The link works <em>twice</em>.');
  for (const handle of ['sam', 'otto', 'mod'])
    expect((await (await app.as(handle)).get(`/bugs/${name}`)).status).toBe(404);
  expect((await app.visitor().get(`/bugs/${name}`)).status).toBe(404);
  expect((await (await app.as('rita')).get(`/bugs/${name}`)).location).toBe(`/reports/${reportId}`);
});

test('the page offers what the reader may do and nothing else', async () => {
  const { name } = await fileInWorld(app);
  const offered = async (handle: string) => {
    const { body } = await (await app.as(handle)).get(`/bugs/${name}`);
    return ['severity', 'assignment', 'notes', 'publication'].filter((what) =>
      body.includes(`action="/bugs/${name}/${what}"`),
    );
  };
  expect(await offered('mia')).toEqual(['severity', 'assignment', 'notes', 'publication']);
  expect(await offered('tom')).toEqual(['severity', 'assignment', 'notes']);
  expect(await offered('dan')).toEqual(['assignment', 'notes']);
  expect(await offered('vic')).toEqual([]);
});

test('the second of two triagers sees what changed, and what they typed is still there', async () => {
  const { name } = await fileInWorld(app);
  const before = await opened(name);
  await step(tom, name, { step: 'triage' });
  const mia = await app.as('mia');
  const late = { ...before, step: 'close-informative', text: 'Documented <since> 2019.' };
  const answer = await mia.post(`/bugs/${name}/transitions`, late);
  expect(answer.status).toBe(412);
  expect(answer.body).toContain('Tom Triager moved it from New to Triaged');
  expect(answer.body).toContain('Documented &lt;since> 2019.</textarea>');
  expect((await read(name)).state).toBe('triaged');
  const version = /name="version" value="(\d+)"/.exec(answer.body)?.[1] ?? '';
  expect((await mia.post(`/bugs/${name}/transitions`, { ...late, version })).status).toBe(303);
});

test('a missing reason comes back at its field with the step still chosen', async () => {
  const { name } = await fileInWorld(app);
  const answer = await step(tom, name, { step: 'accept-risk', text: '' });
  expect(answer.status).toBe(422);
  expect(answer.body).toContain('id="text-error"');
  expect(answer.body).toContain('<option value="accept-risk" selected');
});

test('a severity change by vector shows which metrics differ', async () => {
  const { name } = await fileInWorld(app);
  const rate = async (vector: string, reason: string) =>
    tom.post(`/bugs/${name}/severity`, { ...(await opened(name)), vector, reason });
  await rate('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 'First look.');
  await rate('CVSS:3.1/AV:L/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 'Only on the machine.');
  expect(await read(name)).toMatchObject({ severity: 'high', cvssScore: 8.4, severityRank: 3 });
  const { body } = await tom.get(`/bugs/${name}`);
  expect(body).toContain('from Critical (9.8) to High (8.4)');
  expect(body).toContain('Attack Vector: <del>Network</del> → <ins>Local</ins>');
  const chosen = { 'cvss-AV': 'P', 'cvss-AC': 'H', 'cvss-PR': 'H', 'cvss-UI': 'R', 'cvss-S': 'U' };
  const impact = { 'cvss-C': 'L', 'cvss-I': 'N', 'cvss-A': 'N', cvssVersion: '3.1' };
  const vector = (await read(name)).cvssVector ?? '';
  const fields = { ...(await opened(name)), vector, reason: 'By the calculator.', ...chosen, ...impact };
  await tom.post(`/bugs/${name}/severity`, fields);
  expect(await read(name)).toMatchObject({
    severity: 'low',
    cvssVector: expect.stringContaining('AV:P/AC:H'),
  });
  expect((await rate('CVSS:3.1/AV:X', 'x')).body).toContain('id="vector-error"');
  expect((await rate('', '')).body).toContain('id="severity-reason-error"');
});

test('a merged bug names its parent, and the parent carries its evidence until the merge is undone', async () => {
  const parent = await fileInWorld(app, { title: 'The first of two' });
  const child = await fileInWorld(app, { reporter: 'sam', title: 'The second of two' });
  expect((await step(tom, child.name, { step: 'close-duplicate', parent: parent.name })).status).toBe(303);
  const page = await tom.get(`/bugs/${child.name}`);
  expect(page.body).toContain(`This is a duplicate of ${parent.name}`);
  expect((await tom.get(`/bugs/${parent.name}`)).body).toContain('Sam Stranger');
  await tom.post(`/bugs/${child.name}/merge/undo`, await opened(child.name));
  expect((await read(child.name)).state).toBe('new');
  const under = await app.database.query
    .select({ id: sighting.id })
    .from(sighting)
    .where(eq(sighting.bugId, child.bugId));
  expect(under).toHaveLength(1);
});

test('an answer reaches the reporter of a merged report through the parent, and no foreign report', async () => {
  const parent = await fileInWorld(app);
  const child = await fileInWorld(app, { reporter: 'sam' });
  const foreign = await fileInWorld(app, { slug: 'globex' });
  await step(tom, child.name, { step: 'close-duplicate', parent: parent.name });
  const say = (report: string | null) =>
    tom.postFiles(`/bugs/${parent.name}/comments`, { report: report ?? '', text: 'Thank you.' }, []);
  expect((await say(child.reportId)).status).toBe(303);
  expect((await say(foreign.reportId)).status).toBe(422);
  expect((await tom.get(`/bugs/${parent.name}`)).body).toContain('<p>Thank you.</p>');
});

test('the public page of a disclosed bug shows no note, no conversation and no name without consent', async () => {
  const { name, reportId } = await fileInWorld(app, { kind: 'functionality' });
  await tom.post(`/bugs/${name}/notes`, { text: 'Secret thoughts.' });
  await tom.post(`/bugs/${name}/comments`, { report: reportId ?? '', text: 'Between us.' });
  await step(tom, name, { step: 'close-informative', text: 'Reason for her eyes.' });
  await (await app.as('mia')).post(`/bugs/${name}/publication`, { verb: 'publish' });
  for (const reader of [app.visitor(), await app.as('sam'), await app.as('otto')]) {
    const { status, body } = await reader.get(`/bugs/${name}`);
    expect(status).toBe(200);
    expect(body).toContain('The link works <em>twice</em>.');
    expect(body).not.toMatch(/Secret thoughts|Between us|her eyes|Rita|Tom Triager/);
  }
});

test('an open security bug is not published, and one that turns out to be security is private again', async () => {
  const mia = await app.as('mia');
  const security = await fileInWorld(app, { reporterId: null, actor: { type: 'anonymous' } });
  const refused = await mia.post(`/bugs/${security.name}/publication`, { verb: 'publish' });
  expect(refused.status).toBe(422);
  expect(refused.body).toContain('still open');
  const { name } = await fileInWorld(app, { kind: 'design' });
  await mia.post(`/bugs/${name}/publication`, { verb: 'publish' });
  expect((await app.visitor().get(`/bugs/${name}`)).status).toBe(200);
  await tom.post(`/bugs/${name}/details`, { ...(await opened(name)), title: 'Worse', kind: 'security' });
  expect((await app.visitor().get(`/bugs/${name}`)).status).toBe(404);
});

test('a forged assignment to a stranger or a viewer is refused', async () => {
  const { name } = await fileInWorld(app);
  for (const assignee of ['sam', 'vic', 'nobody-at-all']) {
    const answer = await tom.post(`/bugs/${name}/assignment`, { ...(await opened(name)), assignee });
    expect(answer.status).toBe(422);
  }
  await tom.post(`/bugs/${name}/assignment`, { ...(await opened(name)), assignee: 'dan' });
  expect((await read(name)).assigneeId).toBe(app.world.person('dan'));
});

test('a held bug is not there for the organization', async () => {
  const { name, bugId } = await fileInWorld(app);
  await app.database.query.update(bugTable).set({ heldAt: new Date() }).where(eq(bugTable.id, bugId));
  expect((await tom.get(`/bugs/${name}`)).status).toBe(404);
  expect((await tom.get('/queue?state=any&sort=newest')).body).not.toContain(`/bugs/${name}"`);
});

test('a template is added to a typed answer, and nothing is sent', async () => {
  const { name } = await fileInWorld(app);
  await (await app.as('mia')).post('/organizations/acme/templates', { name: 'Thanks', body: 'Thank you!' });
  const page = (await tom.get(`/bugs/${name}`)).body;
  const template = /name="template" value="([0-9a-f-]+)"/.exec(page)?.[1] ?? '';
  const answer = await tom.post(`/bugs/${name}/answer`, { text: 'Hello <Rita>.', template });
  expect(answer.status).toBe(200);
  expect(answer.body).toContain('Hello &lt;Rita>.\n\nThank you!</textarea>');
  expect(answer.body).not.toContain('That was not possible');
  expect((await tom.get(`/bugs/${name}`)).body).not.toContain('Hello');
});

test('what a scanner found is told with its place, rule and line', async () => {
  const filed = await app.database.transaction((tx) =>
    fileSighting(
      tx,
      {
        type: 'hit',
        organizationId: app.world.organization('acme'),
        assetId: null,
        kind: 'security',
        title: 'A key in the code',
        location: 'src/pay.ts:3',
        rating: null,
        weakness: 798,
        source: { tool: 'semgrep', toolVersion: '1.2', rule: 'hard-coded-key' },
        seenAt: app.now(),
        place: inFile('src/pay.ts'),
        fingerprints: [],
        evidence: { message: 'A key <stands> here.', snippet: 'const key = "…";' },
        text: '',
        renamedFrom: [],
        urgency: null,
      },
      app.now(),
    ),
  );
  const { body } = await tom.get(`/bugs/${filed.name}`);
  for (const shown of [
    'src/pay.ts:3',
    'A key &lt;stands> here.',
    'hard-coded-key',
    'const key = &quot;…&quot;;',
  ])
    expect(body).toContain(shown);
});

test('a note and an answer carry files: pictures made anew, each for those who may read it', async () => {
  const { name, reportId } = await fileInWorld(app);
  const picture = new Uint8Array(
    await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
      .png()
      .toBuffer(),
  );
  const files = [{ field: 'files', name: 'screen.png', type: 'image/png', bytes: picture }];
  expect((await tom.postFiles(`/bugs/${name}/notes`, { text: 'See.' }, files)).location).toContain(
    'done=noted',
  );
  await tom.postFiles(`/bugs/${name}/comments`, { report: reportId ?? '', text: 'Like this?' }, files);
  const { body } = await tom.get(`/bugs/${name}`);
  const [note, answer] = [...body.matchAll(/href="(\/attachments\/[0-9a-f-]+)"/g)].map(
    ([, path]) => path ?? '',
  );
  const rita = await app.as('rita');
  expect((await rita.get(answer ?? '')).status).toBe(200);
  expect((await rita.get(note ?? '')).status).toBe(404);
  expect((await (await app.as('sam')).get(answer ?? '')).status).toBe(404);
});

test('a file above the limit is refused before the note is kept, and what was typed comes back', async () => {
  const { name } = await fileInWorld(app);
  const huge = {
    field: 'files',
    name: 'dump.bin',
    type: 'application/octet-stream',
    bytes: new Uint8Array(10_000_001),
  };
  const page = await tom.postFiles(`/bugs/${name}/notes`, { text: 'The dump is attached.' }, [huge]);
  expect(page.status).toBe(422);
  expect(page.body).toContain('The dump is attached.</textarea>');
  expect((await tom.get(`/bugs/${name}`)).body).not.toContain('The dump is attached.');
});
