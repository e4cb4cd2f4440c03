import fc from 'fast-check';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { renderMarkdown } from '../../markdown/render.ts';
import type { PersonActor } from '../../permission/actor.ts';
import { publishBug } from '../../queue/publish-bug.ts';
import { link, urls } from '../../urls.ts';
import { openTestApp, type TestApp } from '../../web/test/app.ts';
import { fileReport, personActor } from '../../web/test/fixtures.ts';
import { breakLines, widthOf } from './lettering.ts';
import { drawPreview } from './picture.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

const ask = (url: string, headers: Record<string, string> = {}) =>
  app.server.inject({ url, headers: { host: 'localhost:8000', ...headers } });
const everything = { level: 'full', summary: { markdown: '', ...renderMarkdown('') } } as const;
const facts = {
  instanceName: 'BugHeist',
  over: 'ACME-1 · Acme',
  title: 'The reset link works twice',
  facts: ['High'],
  severity: 'high',
} as const;

test('a disclosed bug has a picture, a private one has none, whoever asks', async () => {
  const bug = await app.database.transaction((tx) =>
    fileReport(tx, app.world, { reporter: 'rita', title: 'Prices round down', kind: 'design' }, app.now()),
  );
  const picture = link(urls.bugPreview, { number: bug.name });
  expect((await ask(picture)).statusCode).toBe(404);
  expect((await (await app.as('olga')).get(picture)).status).toBe(404);
  const olga: PersonActor = {
    ...personActor(app.world, 'olga'),
    roles: new Map([[app.world.organization('acme'), 'owner']]),
  };
  await app.database.transaction((tx) =>
    publishBug(tx, { bugId: bug.bugId, publication: everything, actor: olga }, app.now()),
  );
  const shown = await ask(picture);
  expect(shown.headers['content-type']).toBe('image/png');
  expect(await sharp(shown.rawPayload).metadata()).toMatchObject({ width: 1200, height: 630 });
  expect((await ask(picture, { 'if-none-match': String(shown.headers['etag']) })).statusCode).toBe(304);
  const { body } = await app.visitor().get(link(urls.bug, { number: bug.name }));
  expect(body).toContain(`<meta property="og:image" content="http://localhost:8000${picture}"`);
});

test('the directory counts what is disclosed', async () => {
  const { body } = await app.visitor().get(urls.organizations);
  expect(body).toMatch(/>Acme<\/a>.*?1 disclosed bug</s);
});

test('an organization that strangers may not know of has no picture', async () => {
  expect((await ask(link(urls.organizationPreview, { slug: 'acme' }))).statusCode).toBe(200);
  expect((await ask(link(urls.organizationPreview, { slug: 'nobody-here' }))).statusCode).toBe(404);
});

test('a picture has no text that a machine would set in its own fonts, and no title of letters we lack', () => {
  expect(drawPreview(facts)).not.toMatch(/<text|font/);
  expect(drawPreview({ ...facts, title: '重置链接有效两次' })).toBe(
    drawPreview({ ...facts, title: facts.over, over: '' }),
  );
});

test('no line is wider than the picture, whatever the title', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200, unit: 'grapheme-ascii' }), (title) => {
      const lines = breakLines(title, { size: 62, width: 1032, most: 3 });
      expect(lines.length).toBeLessThanOrEqual(3);
      for (const line of lines) expect(widthOf(line, 62)).toBeLessThanOrEqual(1032);
    }),
    { numRuns: 50 },
  );
  expect(
    breakLines('https://acme.test/devices/thermostat/firmware', { size: 62, width: 500, most: 5 }),
  ).toEqual(['https://acme.', 'test/devices/', 'thermostat/', 'firmware']);
});
