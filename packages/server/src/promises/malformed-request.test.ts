import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../web/test/app.ts';
import { type Fixtures, fixturePath, makeFixtures } from '../web/test/fixtures.ts';
import { openApiToken } from '../web/test/world.ts';

let app: TestApp;
let port = 0;
let fixtures: Fixtures;
let token = '';
beforeAll(async () => {
  app = await openTestApp();
  fixtures = await app.database.transaction((tx) => makeFixtures(tx, app.world, new Date()));
  token = await app.database.transaction((tx) =>
    openApiToken(tx, app.world.person('rita'), ['read', 'report'], new Date()),
  );
  await app.server.listen({ host: '127.0.0.1', port: 0 });
  const address = app.server.server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});
afterAll(() => app.close());

const host = 'Host: localhost:8000';
/** Sends these lines as they are, an empty one after them, and gets everything that comes back. */
function exchange(...lines: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () =>
      socket.write(`${[...lines, 'Connection: close'].join('\r\n')}\r\n\r\n`, 'latin1'),
    );
    socket.on('data', (chunk) => {
      answer += String(chunk);
    });
    socket.on('end', () => resolve(answer));
    socket.on('error', reject);
  });
}

test('a Content-Type that is none is the sender’s mistake, at every address', async () => {
  for (const { method, url } of app.routes.filter(({ body }) => body !== undefined))
    for (const contentType of ['garbage', '/', 'multipart/form-data', 'application/json; charset'])
      for (const authorization of ['', `Bearer ${token}`]) {
        const { statusCode } = await app.server.inject({
          method,
          url: fixturePath(url, fixtures, app.world),
          headers: {
            host: 'localhost:8000',
            'sec-fetch-site': 'same-origin',
            'content-type': contentType,
            'if-match': '*',
            ...(authorization === '' ? {} : { authorization }),
          },
          payload: 'x',
        });
        expect([method, url, contentType, statusCode < 500]).toEqual([method, url, contentType, true]);
      }
});

test('a form without a boundary, a QUERY without a type and a path with a lone % are refused in our own words', async () => {
  const headers = { host: 'localhost:8000', authorization: `Bearer ${token}` };
  const form = await app.server.inject({
    method: 'POST',
    url: `/api/v1/reports/${fixtures.bug.reportId}/attachments`,
    headers: { ...headers, 'content-type': 'multipart/form-data' },
    payload: 'x',
  });
  expect([form.statusCode, form.json().detail]).toEqual([
    400,
    'Expected multipart/form-data with a boundary, got none.',
  ]);
  expect(await exchange('QUERY /api/v1/bugs HTTP/1.1', host)).toMatch(
    /^HTTP\/1\.1 405 .*\r\nallow: GET, HEAD\r\n/s,
  );
  const path = await exchange('GET /bugs/%zz HTTP/1.1', host);
  expect(path).toMatch(/^HTTP\/1\.1 400 .*content-security-policy: default-src 'none'/s);
  expect(path).not.toContain('FST_ERR');
});

test('a whole URL in the request line is judged by the host in it, and two Host headers by none', async () => {
  expect(await exchange('GET http://evil.test/robots.txt HTTP/1.1', host)).toMatch(/^HTTP\/1\.1 421 /);
  expect(await exchange('GET http://localhost:8000/robots.txt HTTP/1.1', 'Host: evil.test')).toMatch(
    /^HTTP\/1\.1 200 /,
  );
  expect(await exchange('GET http://localhost:8000/account HTTP/1.1', host)).toMatch(
    /\r\nlocation: \/sign-in\?next=%2Faccount\r\n/,
  );
  expect(await exchange('GET /robots.txt HTTP/1.1', host, 'Host: evil.test')).toMatch(/^HTTP\/1\.1 400 /);
});

test('a body whose end two parsers could see in two places is not read, so nothing hides behind it', async () => {
  const post = ['POST /sign-in HTTP/1.1', host, 'Content-Type: application/x-www-form-urlencoded'];
  const ambiguous = [
    ['Content-Length: 5', 'Transfer-Encoding: chunked'],
    ['Content-Length: 5', 'Content-Length: 6'],
    ['Content-Length: 5, 5'],
    ['Content-Length: +5'],
    ['Transfer-Encoding: xchunked'],
    ['Transfer-Encoding: chunked, identity'],
    ['Transfer-Encoding : chunked'],
    ['Transfer-Encoding:\r\n chunked'],
  ];
  for (const framing of ambiguous) {
    const answer = await exchange(...post, ...framing, '', '0', '', `GET /robots.txt HTTP/1.1`, host);
    expect([framing, answer.match(/HTTP\/1\.1 \d+/g)]).toEqual([framing, ['HTTP/1.1 400']]);
  }
});

test('text the database cannot hold is refused by name, wherever JSON spells it', async () => {
  const post = (url: string, payload: string) =>
    app.server.inject({
      method: 'POST',
      url,
      headers: {
        host: 'localhost:8000',
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
      },
      payload,
    });
  const comments = `/api/v1/reports/${fixtures.bug.reportId}/comments`;
  for (const text of ['"a\\u0000b"', '"half \\ud800 a pair"']) {
    const response = await post(comments, `{"text":${text}}`);
    expect([text, response.statusCode, response.json().errors[0].path]).toEqual([text, 422, 'text']);
  }
  expect((await post(comments, '{"text":"a whole \\ud83e\\udd80 pair"}')).statusCode).toBe(201);
  for (const path of ['/organizations/%00', '/people/a%00b', '/bugs/%00', '/api/v1/organizations/a%00b'])
    expect([
      path,
      (await app.server.inject({ url: path, headers: { host: 'localhost:8000' } })).statusCode,
    ]).toEqual([path, 404]);
});

test('JSON deeper than anything has reason to be is refused before it is walked', async () => {
  const visitor = app.visitor();
  const response = await visitor.send({
    method: 'POST',
    url: '/sign-in/passkey/options',
    headers: {
      'content-type': 'application/json',
      'sec-fetch-site': 'same-origin',
      'x-form-token': visitor.formToken(),
      accept: 'application/json',
    },
    payload: `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`,
  });
  expect([response.status, response.json()]).toMatchObject([400, { type: '/api#bad-request' }]);
});

test('an id that is none finds nothing, in a form as in a path', async () => {
  const rita = await app.as('rita');
  for (const draft of ['', 'x', "'", '00000000-0000-0000-0000-00000000000g'])
    expect([draft, (await rita.post('/report/draft/removal', { draft })).status]).toEqual([draft, 404]);
});
