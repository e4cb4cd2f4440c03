import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../web/test/app.ts';
import { loadBug } from './load-bug.ts';
import { fileInWorld } from './test/fixtures.ts';

let app: TestApp;
const names: string[] = [];
beforeAll(async () => {
  app = await openTestApp();
  for (const title of ['First <b>bug</b>', 'Second bug', 'Third bug'])
    names.push((await fileInWorld(app, { title })).name);
  await fileInWorld(app, { title: 'A bug of Globex', slug: 'globex' });
});
afterAll(() => app.close());

const read = async (name: string) => loadBug(app.database.query, name);

test('a member sees the queue of their organization and of no other', async () => {
  const page = await (await app.as('tom')).get('/queue');
  expect(page.status).toBe(200);
  expect(page.body).toContain('First &lt;b>bug');
  expect(page.body).not.toContain('A bug of Globex');
  const sam = await (await app.as('sam')).get('/queue');
  expect(sam.body).toContain('You do not work for an organization here');
});

test('the queue of a foreign organization is not there', async () => {
  const tom = await app.as('tom');
  expect((await tom.get('/queue?organization=globex')).status).toBe(404);
  expect((await tom.get('/organizations/acme/queue')).location).toBe('/queue?organization=acme');
  expect((await tom.get('/organizations/globex/queue')).status).toBe(403);
  expect((await app.visitor().get('/queue')).status).not.toBe(200);
});

test('several choices of one filter survive a second filter', async () => {
  const { body } = await (await app.as('tom')).get('/queue?severity=high&severity=unrated');
  expect(body).toContain('<option value="high,unrated" selected>High, Not rated</option>');
  expect(body).toContain('Second bug');
  const again = await (await app.as('tom')).get('/queue?severity=high,unrated&kind=design');
  expect(again.body).toContain('Nothing fits these filters');
});

test('many bugs are assigned at once', async () => {
  const tom = await app.as('tom');
  const view = '/queue?sort=newest';
  const answer = await tom.post('/queue/bulk', { bug: names.slice(0, 2), do: 'assign', to: 'dan', view });
  expect(answer).toMatchObject({ status: 303, location: '/queue?sort=newest&done=assigned' });
  expect((await read(names[0] ?? ''))?.assigneeId).toBe(app.world.person('dan'));
  expect((await tom.get(answer.location ?? '')).body).toContain('Assigned.');
});

test('if one of many cannot be changed none is, and the page says which and keeps what was typed', async () => {
  const tom = await app.as('tom');
  const answer = await tom.post('/queue/bulk', {
    bug: [names[0] ?? '', 'GLOBEX-1', names[1] ?? ''],
    do: 'transition',
    transition: 'close-informative',
    reason: 'As designed.',
  });
  expect(answer.status).toBe(422);
  expect(answer.body).toContain('GLOBEX-1');
  expect(answer.body).not.toContain('A bug of Globex');
  expect(answer.body).toContain('value="As designed."');
  expect((await read(names[0] ?? ''))?.state).toBe('new');
});

test('a step that needs a reason is refused without one, for every bug', async () => {
  const tom = await app.as('tom');
  const fields = { bug: names, do: 'transition', transition: 'close-informative' };
  const answer = await tom.post('/queue/bulk', fields);
  expect(answer.body.match(/Please give a reason/g)).toHaveLength(3);
});

test('a viewer gets no checkboxes and changes nothing with a forged form', async () => {
  const vic = await app.as('vic');
  expect((await vic.get('/queue')).body).not.toContain('type="checkbox"');
  expect((await vic.post('/queue/bulk', { bug: names, do: 'assign', to: 'me' })).status).toBe(422);
});

test('a bulk change and a single one at once do not lose each other', async () => {
  const tom = await app.as('tom');
  const fields = { do: 'transition', transition: 'triage' };
  const answers = await Promise.all([
    tom.post('/queue/bulk', { ...fields, bug: names }),
    tom.post('/queue/bulk', { ...fields, bug: names.slice(2) }),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 422]);
  const states = await Promise.all(names.map(async (name) => (await read(name))?.state));
  const allWon = answers[0]?.status === 303;
  expect(states).toEqual(allWon ? ['triaged', 'triaged', 'triaged'] : ['new', 'new', 'triaged']);
});

test('a view is saved, found again and removed, by its owner only', async () => {
  const tom = await app.as('tom');
  const saved = await tom.post('/queue/views', { view: '/queue?severity=high&x=1', name: 'Urgent' });
  expect(saved.location).toBe('/queue?severity=high&done=view-saved');
  const body = (await tom.get('/queue')).body;
  const removal = /action="(\/queue\/views\/[0-9a-f-]+\/removal)"/.exec(body)?.[1] ?? '';
  await (await app.as('dan')).post(removal);
  expect((await tom.get('/queue')).body).toContain('Urgent');
  await tom.post(removal);
  expect((await tom.get('/queue')).body).not.toContain('Urgent');
});

test('a view that points away from here is saved as the plain queue', async () => {
  const tom = await app.as('tom');
  await tom.post('/queue/views', { view: 'https://evil.test/?severity=high', name: 'Trap' });
  expect((await tom.get('/queue')).body).not.toContain('evil.test');
});

test('a shared view is found by the whole organization, removed by its owner or a manager, and nobody else’s', async () => {
  const tom = await app.as('tom');
  const share = { view: '/queue?severity=critical', name: 'War room', share: 'acme' };
  expect((await tom.post('/queue/views', share)).location).toContain('done=view-shared');
  const removal = /War room<\/a>.*?action="(\/queue\/views\/[0-9a-f-]+\/removal)"/s;
  const vic = await app.as('vic');
  expect((await vic.get('/queue')).body).toContain('War room');
  expect((await (await app.as('otto')).get('/queue')).body).not.toContain('War room');
  const path = removal.exec((await tom.get('/queue?severity=critical')).body)?.[1] ?? '';
  expect((await vic.post(path)).status).toBe(404);
  expect((await (await app.as('otto')).post(path)).status).toBe(404);
  expect((await (await app.as('mia')).post(path)).status).toBe(303);
  expect((await tom.get('/queue')).body).not.toContain('War room');
  expect((await (await app.as('otto')).post('/queue/views', share)).status).toBe(422);
});
