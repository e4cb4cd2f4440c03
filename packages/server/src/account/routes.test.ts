import { and, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { auditEntry } from '../db/tables/operation.ts';
import { apiToken, person, session, setting } from '../db/tables/people.ts';
import { storeSetting } from '../settings/store.ts';
import { baseUrl, openTestApp, type TestApp } from '../web/test/app.ts';
import type { Browser } from '../web/test/browser.ts';
import { makeFixtures } from '../web/test/fixtures.ts';
import { hashPassword } from './password.ts';
import { appCode } from './test/app-code.ts';
import { lastLetter, lettersTo, writeLetters } from './test/fixture.ts';
import { ask, fill } from './test/forms.ts';

const password = 'violet tram ladder';
const chosen = 'another long password';
let app: TestApp;
let clock = new Date('2026-11-24T10:00:00Z').getTime();
beforeAll(async () => {
  app = await openTestApp();
  const passwordHash = await hashPassword(password);
  await app.database.query.update(person).set({ passwordHash });
});
afterAll(() => app.close());
// The clock goes on, so that no test runs into the rate another has used up.
beforeEach(() => pass(3600));

function pass(seconds: number): void {
  clock += seconds * 1000;
  app.setNow(new Date(clock));
}

const signIn = (browser: Browser, login: string, tried = password, next = '') =>
  fill(browser, `/sign-in?next=${encodeURIComponent(next)}`, { login, password: tried });
async function signedIn(handle: string): Promise<Browser> {
  const browser = app.visitor();
  await signIn(browser, handle);
  return browser;
}
/** What the background job does meanwhile. */
const letters = () => writeLetters(app.database, app.now(), baseUrl);
const path = (href: string | undefined) => new URL(href ?? '').pathname;
const isIn = async (browser: Browser) => (await browser.get('/account/profile')).status === 200;

test('the whole way in: sign up, open the letter, confirm, be signed in', async () => {
  const browser = app.visitor();
  const form = { handle: 'newcomer', address: 'newcomer@example.org', password: chosen };
  const sent = await fill(browser, '/sign-up', form);
  expect(sent.body).toContain('Look into your mailbox');
  expect(sent.body).toContain('This instance sends no mail yet');
  await letters();
  const confirm = path((await lastLetter(app.database, 'newcomer@example.org'))?.href);
  const done = await fill(browser, confirm, { handle: 'newcomer', password: chosen });
  expect([done.status, done.location]).toEqual([303, '/']);
  expect((await browser.get('/account/profile')).body).toContain('value="newcomer"');
});

test('a refused form keeps what was typed, except passwords', async () => {
  const { status, body } = await fill(app.visitor(), '/sign-up', {
    handle: 'rita',
    address: 'somebody@example.org',
    password: 'password123',
  });
  expect(status).toBe(422);
  expect(body).toContain('value="somebody@example.org"');
  expect(body).toContain('Somebody has that handle already');
  expect(body).toContain('first passwords attackers try');
  expect(body).not.toContain('password123');
});

test('user enumeration: pages for known and unknown addresses are the same to the letter', async () => {
  const pages = [];
  for (const address of ['rita@people.test', 'nobody@people.test']) {
    const forgotten = await fill(app.visitor(), '/password/forgotten', { address });
    const signUp = await fill(app.visitor(), '/sign-up', { handle: 'fresh-one', address, password: chosen });
    const wrong = await signIn(app.visitor(), address, 'wrong password');
    pages.push(
      [forgotten, signUp, wrong].map(({ status, body }) => [
        status,
        body.replaceAll(address, 'ADDRESS').replace(/value="[\w-]{50,}"|data-token="[\w-]+"/g, ''),
      ]),
    );
  }
  expect(pages[0]).toEqual(pages[1]);
  await letters();
  expect(await lettersTo(app.database, 'nobody@people.test')).toEqual([
    'Finish creating your BugHeist account',
  ]);
});

test('a letter and a passkey bear the name of the instance', async () => {
  const by = { by: app.world.person('ada'), at: app.now() };
  await app.database.transaction((tx) => storeSetting(tx, 'instance-name', 'Acme & Sons', by));
  const browser = app.visitor();
  await fill(browser, '/password/forgotten', { address: 'vic@people.test' });
  await letters();
  const letter = await lastLetter(app.database, 'vic@people.test');
  expect(letter?.subject).toBe('Choose a new Acme & Sons password');
  expect(letter?.text).not.toContain('BugHeist');
  const inside = await signedIn('vic');
  const prompt = await ask(inside, '/account/security', '/account/security/passkeys/options', {});
  expect(prompt.json()).toMatchObject({ rp: { name: 'Acme & Sons' } });
  await app.database.query.delete(setting);
});

test('open redirect after sign-in: only paths of this site are followed', async () => {
  for (const [next, location] of [
    ['/reports?mine=1', '/reports?mine=1'],
    ['https://evil.example/', '/'],
    ['//evil.example/', '/'],
    ['/\\evil.example', '/'],
    ['/\tevil.example', '/'],
    ['javascript:alert(1)', '/'],
  ] as const) {
    pass(60);
    expect((await signIn(app.visitor(), 'rita', password, next)).location, next).toBe(location);
  }
});

test('session fixation: the cookie changes at sign-in and the planted one is dead', async () => {
  const browser = app.visitor();
  browser.setCookie('session', 'planted-by-somebody-else-0000000000000000000');
  await signIn(browser, 'sam');
  const first = browser.cookie('session') ?? '';
  expect(first).not.toContain('planted');
  const again = app.visitor();
  again.setCookie('session', first);
  await app.database.query.delete(session).where(eq(session.personId, app.world.person('rita')));
  const other = app.visitor();
  await signIn(other, 'sam');
  expect(await isIn(again)).toBe(true);
  await fill(again, '/account/confirm', { password });
  expect(again.cookie('session')).not.toBe(first);
  expect(await isIn(browser)).toBe(false);
});

test('poisoned host header: links in letters name this instance, whatever the request says', async () => {
  const browser = app.visitor();
  const { body } = await browser.get('/password/forgotten');
  const token = /name="token" value="([^"]+)"/.exec(body)?.[1] ?? '';
  const send = (headers: Record<string, string>) =>
    browser.send({
      method: 'POST',
      url: '/password/forgotten',
      payload: new URLSearchParams({ token, address: 'olga@people.test' }).toString(),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
        ...headers,
      },
    });
  expect((await send({ host: 'evil.example' })).status).toBe(421);
  expect((await send({ 'x-forwarded-host': 'evil.example', host: '127.0.0.1:8000' })).status).toBe(200);
  await letters();
  expect((await lastLetter(app.database, 'olga@people.test'))?.href).toMatch(
    /^http:\/\/localhost:8000\/password\/reset\//,
  );
});

test('a forgotten password: the link sets a new one, signs nobody in, and ends every session', async () => {
  const elsewhere = await signedIn('mia');
  const browser = app.visitor();
  await fill(browser, '/password/forgotten', { address: 'mia@people.test' });
  await letters();
  const reset = path((await lastLetter(app.database, 'mia@people.test'))?.href);
  expect((await fill(browser, reset, { password: 'mia' })).status).toBe(422);
  expect((await fill(browser, reset, { password: chosen })).location).toBe('/sign-in?done=password-reset');
  expect([await isIn(browser), await isIn(elsewhere)]).toEqual([false, false]);
  expect((await browser.get(reset)).status).toBe(410);
  expect((await signIn(browser, 'mia', chosen)).status).toBe(303);
});

test('changing the password asks for the current one, keeps this session and ends the others', async () => {
  const [here, there] = [await signedIn('tom'), await signedIn('tom')];
  const before = here.cookie('session');
  const wrong = await fill(here, '/account/password', { current: 'wrong', password: chosen });
  expect(wrong.body).toContain('That is not your current password.');
  const done = await fill(here, '/account/password', { current: password, password: chosen });
  expect(done.location).toBe('/account/security?done=password');
  expect(here.cookie('session')).not.toBe(before);
  expect([await isIn(here), await isIn(there)]).toEqual([true, false]);
});

test('a stolen session is not enough for dangerous actions: after fifteen minutes proof is asked again', async () => {
  const browser = await signedIn('dan');
  pass(901);
  for (const [url, action, fields] of [
    ['/account/tokens', '/account/tokens', { name: 'x', scopes: 'read', expiry: '30' }],
    ['/account/security', '/account/security/totp', {}],
    ['/account/security', '/account/security/totp/removal', {}],
    ['/account/security', '/account/security/recovery-codes', {}],
    ['/account/export', '/account/export', {}],
    ['/account/security', '/account/address', { address: 'x@example.org' }],
    ['/account/security', '/account/deletion', { handle: 'dan' }],
    ['/account/security', `/account/security/passkeys/${app.world.person('dan')}/removal`, {}],
  ] as const) {
    const { status, location } = await fill(browser, url, fields, action);
    expect([action, status, location?.split('?')[0]]).toEqual([action, 303, '/account/confirm']);
  }
  for (const url of ['/account/address', '/account/deletion'])
    expect((await browser.get(url)).location).toMatch(/^\/account\/confirm\?next=/);
  expect((await fill(browser, '/account/confirm', { password: 'wrong' })).status).toBe(422);
  expect((await fill(browser, '/account/confirm?next=/account/address', { password })).location).toBe(
    '/account/address',
  );
  expect((await browser.get('/account/address')).status).toBe(200);
});

test('token scope escalation: no token makes tokens, and a scope it was not given is not there', async () => {
  const browser = await signedIn('rita');
  const made = await fill(browser, '/account/tokens', {
    name: 'ci',
    scopes: ['read', 'manage'],
    expiry: '90',
  });
  const token = /bh_[\w-]{43}/.exec(made.body)?.[0] ?? '';
  expect(token).not.toBe('');
  expect((await browser.get('/account/tokens')).body).not.toContain(token);
  const [row] = await app.database.query
    .select({ scopes: apiToken.scopes, prefix: apiToken.prefix })
    .from(apiToken)
    .where(and(eq(apiToken.personId, app.world.person('rita')), sql`true`));
  expect(row).toEqual({ scopes: ['read', 'manage'], prefix: token.slice(0, 7) });
  const authorization = `Bearer ${token}`;
  const visitor = app.visitor();
  const escalation = await visitor.post(
    '/account/tokens',
    { name: 'x', scopes: 'manage', expiry: 'never' },
    { authorization },
  );
  expect([escalation.status, escalation.location]).toEqual([303, '/sign-in']);
  const odd = await fill(browser, '/account/tokens', { name: 'x', scopes: ['root'], expiry: '90' });
  expect(odd.status).toBe(422);
});

test('another person’s session, token and passkey are as if they did not exist', async () => {
  const [rita, sam] = [await signedIn('rita'), await signedIn('sam')];
  const [ritas] = await app.database.query
    .select({ id: session.id })
    .from(session)
    .where(eq(session.personId, app.world.person('rita')));
  await fill(rita, '/account/tokens', { name: 'mine', scopes: 'read', expiry: '30' });
  const [token] = await app.database.query
    .select({ id: apiToken.id })
    .from(apiToken)
    .where(eq(apiToken.personId, app.world.person('rita')));
  for (const url of [`/account/sessions/${ritas?.id}/revocation`, `/account/tokens/${token?.id}/revocation`])
    expect([url, (await fill(sam, '/account/sessions', {}, url)).status]).toEqual([url, 404]);
  expect(await isIn(rita)).toBe(true);
});

test('signing out ends the session, not only the cookie', async () => {
  const browser = await signedIn('sam');
  const cookie = browser.cookie('session') ?? '';
  expect((await fill(browser, '/account/profile', {}, '/sign-out')).location).toBe(
    '/sign-in?done=signed-out',
  );
  browser.setCookie('session', cookie);
  expect(await isIn(browser)).toBe(false);
});

test('profile and preferences are kept; somebody else’s handle is refused', async () => {
  const browser = await signedIn('vic');
  const profile = { handle: 'victoria', displayName: 'Vic', bio: 'I <3 bugs', profilePublic: 'on' };
  expect((await fill(browser, '/account/profile', profile)).status).toBe(303);
  expect((await browser.get('/account/profile')).body).toContain('I &lt;3 bugs');
  const renames = await app.database.query
    .select({ content: auditEntry.content })
    .from(auditEntry)
    .where(eq(auditEntry.action, 'person.rename'));
  expect(renames).toEqual([{ content: {} }]);
  expect((await fill(browser, '/account/profile', { ...profile, handle: 'Rita' })).body).toContain(
    'Somebody has',
  );
  expect((await fill(browser, '/account/profile', { ...profile, handle: 'admin' })).body).toContain(
    'reserved',
  );
  const preferences = { locale: 'de', timeZone: 'Europe/Berlin', theme: 'dark' };
  expect((await fill(browser, '/account/preferences', preferences)).status).toBe(303);
  expect((await browser.get('/account/preferences')).body).toMatch(/data-theme="dark"|class="[^"]*dark/);
  expect(
    (await fill(browser, '/account/preferences', { ...preferences, timeZone: 'Mars/Base' })).status,
  ).toBe(422);
});

test('the export holds what is kept about the person, and no secret', async () => {
  const browser = await signedIn('otto');
  const { body, headers } = await fill(browser, '/account/export', {});
  expect(headers['content-disposition']).toContain('attachment');
  expect(JSON.parse(body)).toMatchObject({
    person: { handle: 'otto', email: 'otto@people.test' },
    memberships: [{ organization: 'Globex', role: 'owner' }],
    sessions: [{ userAgent: expect.any(String) }],
    reports: [],
  });
  expect(body).not.toMatch(/argon2|tokenHash|passwordHash/);
});

test('the export of a reporter holds their reports, also as a table', async () => {
  await app.database.transaction((tx) => makeFixtures(tx, app.world, app.now()));
  const browser = await signedIn('rita');
  const { body } = await fill(browser, '/account/export', {});
  expect(JSON.parse(body)).toMatchObject({
    reports: [{ bug: 'ACME-1', kind: 'security', steps: 'One, two.' }, { bug: 'ACME-2' }],
    attachments: [
      {
        fileName: 'proof.txt',
        download: expect.stringMatching(/^http:\/\/localhost:8000\/attachments\/[\w-]{36}$/),
      },
    ],
    earlierVersions: [],
  });
  const table = await fill(browser, '/account/export', { format: 'csv' });
  expect(table.headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(table.body).toMatch(/^id,bug,title,.*\r\n[\w-]+,ACME-1,Reset link works twice,/);
});

test('passkey endpoints refuse forged challenges and answers', async () => {
  const browser = app.visitor();
  const options = await ask(browser, '/sign-in', '/sign-in/passkey/options', {});
  expect(options.json()).toMatchObject({ rpId: 'localhost', userVerification: 'required' });
  const forged = {
    id: 'AAAA',
    rawId: 'AAAA',
    type: 'public-key',
    clientExtensionResults: {},
    response: { clientDataJSON: 'e30', authenticatorData: 'AAAA', signature: 'AAAA' },
  };
  for (const prompt of [browser.cookie('prompt') ?? '', 'not-an-id', app.world.person('rita')]) {
    browser.setCookie('prompt', prompt);
    const answer = await ask(browser, '/sign-in', '/sign-in/passkey', { response: forged, next: '/' });
    expect([answer.status, browser.cookie('session')]).toEqual([422, undefined]);
  }
});

test('unauthenticated API-key creation: nobody makes a token for anybody, however they ask', async () => {
  const visitor = app.visitor();
  const form = {
    name: 'x',
    scopes: 'manage',
    expiry: 'never',
    personId: app.world.person('ada'),
    userId: 'ada',
  };
  expect((await visitor.post('/account/tokens', form)).location).toBe('/sign-in');
  const browser = await signedIn('sam');
  await fill(browser, '/account/tokens', form);
  const owners = await app.database.query
    .select({ personId: apiToken.personId })
    .from(apiToken)
    .where(eq(apiToken.name, 'x'));
  expect(owners).toEqual([{ personId: app.world.person('sam') }]);
});

test('rate-limit bypass by IPv6 rotation: a whole /64 counts as one machine', async () => {
  const proxied = await openTestApp({ TRUSTED_PROXIES: '127.0.0.1' });
  const statuses = [];
  for (let attempt = 0; attempt < 10; attempt++) {
    // The kernel's own rate is left out of it: this one holds across processes and restarts.
    proxied.setNow(new Date(clock + attempt * 10_000));
    const forwarded = { 'x-forwarded-for': `2001:db8:1:2::${attempt + 1}` };
    const { status } = await proxied
      .visitor()
      .post('/sign-in', { login: 'ada', password: 'guess' }, forwarded);
    statuses.push(status);
  }
  expect(statuses).toEqual([...Array<number>(8).fill(422), 429, 429]);
  await proxied.close();
});

test('two-factor bypass: a right password opens no page, a pending cookie is no session', async () => {
  const browser = await signedIn('olga');
  const setUp = await fill(browser, '/account/security', {}, '/account/security/totp');
  const { body } = await browser.get(setUp.location ?? '');
  const secret = /<code>([A-Z2-7 ]+)<\/code>/.exec(body)?.[1] ?? '';
  const wrong = await fill(browser, '/account/security/totp', { code: '000000' });
  expect(wrong.body).toContain('That code does not fit');
  const codes = await fill(browser, '/account/security/totp', { code: appCode(secret, app.now()) });
  expect(codes.body.match(/<li>[\w-]{19}<\/li>/g)).toHaveLength(10);
  pass(60);
  const thief = app.visitor();
  expect((await signIn(thief, 'olga', password, '/reports')).location).toBe(
    '/sign-in/second-factor?next=%2Freports',
  );
  const pending = thief.cookie('pending') ?? '';
  expect(await isIn(thief)).toBe(false);
  thief.setCookie('session', pending);
  expect(await isIn(thief)).toBe(false);
  const owner = app.visitor();
  await signIn(owner, 'olga', password, '/reports');
  const finished = await fill(owner, '/sign-in/second-factor?next=/reports', {
    code: appCode(secret, app.now()),
  });
  expect(finished.location).toBe('/reports');
  expect(await isIn(owner)).toBe(true);
});
