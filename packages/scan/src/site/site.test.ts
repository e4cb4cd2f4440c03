import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createPlainServer } from 'node:net';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { folderWith, scanIn } from '../test/workspace.ts';
import { tagsOf } from './html.ts';

async function serve(listener: RequestListener): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, asked };
}

async function rulesAt(url: string, ...args: string[]) {
  const ran = await scanIn(folderWith({}), ['site', url, '--mine', '127.0.0.1', '--format', 'json', ...args]);
  const { hits } = JSON.parse(ran.out) as { hits: { ruleId: string; path: string }[] };
  return { ...ran, hits, ids: [...new Set(hits.map(({ ruleId }) => ruleId))].sort() };
}

const page = '<html><a href="/about">About</a><a href="/logout">x</a><script src="/js/app.js"></script>';

test('a careless site: what it serves, sends and shows is found', async () => {
  const { url, asked } = await serve((request, response) => {
    const path = request.url ?? '';
    response.setHeader('server', 'nginx/1.18.0');
    if (path === '/.git/HEAD') return response.end('ref: refs/heads/main\n');
    if (path === '/js/')
      return response.setHeader('content-type', 'text/html').end('<title>Index of /js/</title>');
    if (path === '/js/app.js') return response.end('f();\n//# sourceMappingURL=app.js.map');
    if (path === '/js/app.js.map') return response.end('{"version":3,"mappings":"A","sourcesContent":["x"]}');
    if (path.includes('missing')) return response.writeHead(500).end('Error\n    at x (/srv/app.js:1:2)\n');
    if (path !== '/' && path !== '/about') return response.writeHead(404).end('no');
    response.setHeader('access-control-allow-origin', request.headers.origin ?? '*');
    response.setHeader('access-control-allow-credentials', 'true');
    response.setHeader('set-cookie', ['sessionid=1', 'theme=2']);
    return response.setHeader('content-type', 'text/html').end(page);
  });
  const { status, ids } = await rulesAt(url);
  expect(status).toBe(1);
  expect(ids).toEqual(
    [
      'clickjacking',
      'content-sniffing',
      'cookie-cross-site',
      'cookie-without-httponly',
      'directory-listing',
      'error-details',
      'exposed-file',
      'no-content-policy',
      'open-cors',
      'plain-http',
      'security-txt',
      'server-version',
      'source-map',
    ].map((name) => `site/${name}`),
  );
  expect(asked).toContain('GET /about');
  expect(asked).not.toContain('GET /logout');
  expect(asked.length).toBeLessThan(60);
});

test('a site that answers everything with its start page has no exposed files', async () => {
  const { url } = await serve((_, response) => response.setHeader('content-type', 'text/html').end(page));
  const { ids } = await rulesAt(url);
  expect(ids).not.toContain('site/exposed-file');
  expect(ids).not.toContain('site/source-map');
});

test('without confirming the host, or with that of another, nothing is sent', async () => {
  const { url, asked } = await serve((_, response) => response.end());
  for (const args of [
    ['site', url],
    ['site', url, '--mine', 'other.test'],
    ['site', url, '--mine=127.0.0.1', '--offline'],
  ])
    expect((await scanIn(folderWith({}), args)).status).toBe(2);
  expect(asked).toEqual([]);
});

test('a redirect to another host is not followed, and said', async () => {
  const other = await serve((_, response) => response.end());
  const { url } = await serve((_, response) =>
    response.writeHead(302, { location: other.url.replace('127.0.0.1', 'localhost') }).end(),
  );
  const { out } = await rulesAt(url);
  expect(other.asked).toEqual([]);
  expect(out).toContain('not confirmed to be yours');
});

test('a site that does not answer is status 3, an endless answer ends', async () => {
  const ran = await scanIn(folderWith({}), ['site', 'http://127.0.0.1:9/', '--mine', '127.0.0.1']);
  expect([ran.status, ran.err]).toEqual([
    3,
    expect.stringContaining('does not answer: nothing listens there'),
  ]);
  const { url } = await serve((_, response) => {
    const chunk = Buffer.alloc(65_536, 'a');
    const more = () => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', more);
    more();
  });
  expect((await rulesAt(url)).status).toBe(1);
}, 30_000);

test.each([
  ['SSH-2.0-OpenSSH_9.2\r\n', 'what it says is not HTTP'],
  [`HTTP/1.1 200 OK\r\nx: ${'a'.repeat(100_000)}\r\n\r\n`, 'its headers are larger than a browser takes'],
  ['', 'it breaks the connection off'],
])('why a start page could not be had is said: %.20s', async (said, why) => {
  const server = createPlainServer((socket) =>
    socket.on('error', () => undefined).once('data', () => socket.end(said)),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const { status, err } = await scanIn(folderWith({}), ['site', url, '--mine', '127.0.0.1']);
  expect([status, err]).toEqual([3, expect.stringContaining(why)]);
});

test('a start page that answers an error is said, and requests are not called files', async () => {
  const { url } = await serve((_, response) => response.writeHead(500).end('no'));
  const { out } = await scanIn(folderWith({}), ['site', url, '--mine', '127.0.0.1']);
  expect(out).toContain('it answers 500, so what its pages hold and link to was not looked at');
  expect(out).toMatch(/ · \d+ requests, .* s\n$/);
});

test('tags are read from any text without hanging', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'<>="\' /ascript!-'), maxLength: 500 }), (text) => {
      expect(tagsOf(text, 'script').length).toBeGreaterThanOrEqual(0);
    }),
  );
  expect(
    tagsOf("<SCRIPT SRC=a.js defer><!-- <script src=b> --><script src='c&amp;d'>", 'script').map(
      ({ attributes }) => attributes.get('src'),
    ),
  ).toEqual(['a.js', 'c&d']);
});
