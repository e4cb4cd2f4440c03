import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { link, urls } from '../urls.ts';
import { openTestApp, type TestApp } from '../web/test/app.ts';
import type { Browser } from '../web/test/browser.ts';
import { goodReport as good, hiddenFields as hidden, reportingOn } from './test/filing.ts';

let app: TestApp;
let reporting: ReturnType<typeof reportingOn>;
beforeAll(async () => {
  app = await openTestApp();
  reporting = reportingOn(app);
});
afterAll(() => app.close());

const picture = async () => ({
  field: 'files',
  name: 'shot.png',
  type: 'image/png',
  bytes: new Uint8Array(
    await sharp({ create: { width: 30, height: 20, channels: 3, background: '#333' } })
      .png()
      .toBuffer(),
  ),
});

test('an anonymous report without script gets a number and a phrase, shown once, that opens it again', async () => {
  const finder = app.visitor();
  const id = await reporting.file(finder);
  const phrase = await reporting.phraseOf(finder, id);
  expect(phrase).not.toBe('');
  expect((await finder.get(link(urls.reportFiled, { id }))).body).not.toContain(phrase);

  const elsewhere = app.visitor();
  expect((await elsewhere.get(link(urls.report, { id }))).status).toBe(404);
  const opened = await elsewhere.post(urls.claim, { phrase: phrase.toUpperCase().replaceAll('-', ' ') });
  expect(opened.location).toBe(link(urls.report, { id }));
  expect((await elsewhere.get(link(urls.report, { id }))).body).toContain(
    '<strong>order of somebody else</strong>',
  );
});

test('the domain gets its organization, and a security bug is private from the first byte', async () => {
  const id = await reporting.file(await app.as('rita'), {
    location: 'https://fresh.example/x',
    title: 'First of fresh',
  });
  const { rows } = await app.database.query.execute(
    `select o.domain, o.staffed_at, a.identifier, b.disclosure from report r join bug b on b.id = r.bug_id
     join organization o on o.id = b.organization_id join asset a on a.id = b.asset_id where r.id = '${id}'`,
  );
  expect(rows).toEqual([
    { domain: 'fresh.example', staffed_at: null, identifier: 'fresh.example', disclosure: 'private' },
  ]);
  expect((await app.visitor().get(urls.home)).body).not.toContain('First of fresh');
});

test('what is missing is said, and nothing typed or uploaded is lost', async () => {
  const rita = await app.as('rita');
  const answer = await reporting.fillIn(rita, { title: '', kind: '', steps: 'Open the <cart>' }, [
    await picture(),
  ]);
  expect(answer.status).toBe(422);
  for (const kept of ['Choose what kind', 'Give it a title', 'Open the &lt;cart>', 'shot.png', good.location])
    expect(answer.body, kept).toContain(kept);
  const again = await rita.get(urls.reportNew);
  expect(again.body).toContain('shot.png');
  expect(again.body).toContain(good.location);
});

test('a draft outlives the session, and is adopted by whoever signs in', async () => {
  const visitor = app.visitor();
  const form = await visitor.get(urls.reportNew);
  await visitor.postFiles(
    urls.reportNew,
    { ...hidden(form), ...good, title: 'Begun signed out', step: 'save' },
    [],
  );
  const sam = await app.as('sam');
  sam.setCookie('draft', visitor.cookie('draft') ?? '');
  const resumed = await sam.get(urls.reportNew);
  expect(resumed.body).toContain('Begun signed out');
  await sam.postFiles(
    urls.reportNew,
    { ...hidden(resumed), ...good, title: 'Begun signed out', step: 'save' },
    [],
  );
  expect((await (await app.as('sam')).get(urls.reports)).body).toContain('Begun signed out');
  expect((await visitor.get(urls.reports)).body).not.toContain('Begun signed out');
});

test("a stranger reaches neither another's draft nor its files", async () => {
  const rita = await app.as('rita');
  const form = await rita.get(urls.reportNew);
  const { draft = '' } = hidden(form);
  const uploaded = await rita.postFiles(link(urls.reportFiles, null, { draft }), {}, [await picture()]);
  const { id, url } = uploaded.json() as { id: string; url: string };
  expect((await rita.get(url)).status).toBe(200);
  for (const stranger of [await app.as('sam'), app.visitor(), await app.as('olga')]) {
    expect((await stranger.get(url)).status).toBe(404);
    expect((await stranger.get(link(urls.attachmentPreview, { id }))).status).toBe(404);
    expect((await stranger.get(link(urls.reportNew, null, { draft }))).body).not.toContain('shot.png');
    expect((await stranger.post(urls.reportDraftRemoval, { draft })).status).toBe(404);
    const taken = await stranger.postFiles(urls.reportDraft, { draft, title: 'Mine now' }, []);
    expect((taken.json() as { draft: string }).draft).not.toBe(draft);
  }
});

test('a report and its files are read by its reporter and the organization alone', async () => {
  const rita = await app.as('rita');
  const form = await rita.get(link(urls.reportNew, null, { organization: 'acme' }));
  app.setNow(new Date(app.now().getTime() + 60_000));
  const fields = {
    ...hidden(form),
    ...good,
    body: reporting.newBody(),
    organization: 'acme',
    title: 'For the eyes of Acme',
  };
  const answer = await rita.postFiles(urls.reportNew, { ...fields, location: 'Login screen' }, [
    await picture(),
  ]);
  const id = answer.location?.split('/')[2] ?? '';
  const page = await rita.get(link(urls.report, { id }));
  const file = /href="(\/attachments\/[^"]+)"/.exec(page.body)?.[1] ?? '';
  const statuses = async (browser: Browser) => [
    (await browser.get(link(urls.report, { id }))).status,
    (await browser.get(file)).status,
    (await browser.get(link(urls.reportEdit, { id }))).status,
    (await browser.post(link(urls.reportWithdrawal, { id }))).status,
  ];
  expect(await statuses(app.visitor())).toEqual([404, 404, 404, 404]);
  expect(await statuses(await app.as('sam'))).toEqual([404, 404, 404, 404]);
  expect(await statuses(await app.as('tom'))).toEqual([200, 200, 403, 403]);
  expect(await statuses(rita)).toEqual([200, 200, 200, 303]);
});

test('served files can do nothing: no script, no sniffing, no origin', async () => {
  const rita = await app.as('rita');
  const { draft = '' } = hidden(await rita.get(urls.reportNew));
  const html = {
    ...(await picture()),
    name: 'x.html',
    type: 'text/html',
    bytes: new TextEncoder().encode('<script>alert(1)</script>'),
  };
  const { url } = (await rita.postFiles(link(urls.reportFiles, null, { draft }), {}, [html])).json() as {
    url: string;
  };
  const { headers } = await rita.get(url);
  expect(headers['content-security-policy']).toBe("default-src 'none'; sandbox");
  expect(headers['content-disposition']).toMatch(/^attachment;/);
  expect(headers['content-type']).toBe('text/plain; charset=utf-8');
  expect(headers['x-content-type-options']).toBe('nosniff');
});

test('stored and reflected XSS through every field of the form comes out as text', async () => {
  const attack = '"><img src=x onerror=alert(1)></textarea><script>alert(2)</script>';
  const rita = await app.as('rita');
  const fields = {
    title: attack,
    body: attack,
    steps: attack,
    impact: attack,
    exchange: attack,
    location: attack,
  };
  const rest = {
    assetType: attack,
    assetName: attack,
    maker: attack,
    severity: attack,
    cvss: attack,
    weakness: attack,
  };
  const pages = [
    await reporting.fillIn(rita, { ...fields, ...rest, kind: attack, step: 'preview' }),
    await reporting.fillIn(rita, { ...fields, ...rest, kind: attack }),
    await rita.get(link(urls.reportNew, null, { title: attack, location: attack, organization: attack })),
  ];
  const id = await reporting.file(rita, {
    ...fields,
    location: 'https://xss.example/?q="><script>alert(1)</script>',
  });
  for (const url of [urls.report, urls.reportFiled, urls.reportEdit, urls.reportRevisions] as const)
    pages.push(await rita.get(link(url, { id })));
  pages.push(await rita.get(urls.reports));
  for (const { body, status } of pages) {
    expect([200, 422]).toContain(status);
    expect(body).not.toMatch(/<script>alert|<img src=x|onerror=alert\(1\)>(?!&)/);
  }
});

test('secrets of a pasted exchange are masked before they are stored', async () => {
  const rita = await app.as('rita');
  const exchange =
    'GET /cart HTTP/1.1\nCookie: sid=very-secret-session\nAuthorization: Bearer very-secret-token';
  const id = await reporting.file(rita, { exchange, title: 'With an exchange' });
  expect((await rita.get(link(urls.reportFiled, { id }))).body).toContain('2 secrets in the HTTP exchange');
  const { rows } = await app.database.query.execute(`select http_exchange from report where id = '${id}'`);
  expect(JSON.stringify(rows)).not.toContain('very-secret');
});

test('the front page hands over the place, and without one leaves the draft alone', async () => {
  const vic = await app.as('vic');
  const place = 'https://acme.test/cart';
  expect((await vic.get(link(urls.reportNew, null, { location: place }))).body).toContain(`value="${place}"`);
  await reporting.fillIn(vic, { title: 'Half a report', step: 'save' });
  expect((await vic.get(`${urls.reportNew}?location=`)).body).toContain('value="Half a report"');
});
