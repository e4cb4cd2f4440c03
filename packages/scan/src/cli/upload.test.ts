import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { folderWith, scanIn } from '../test/workspace.ts';

interface Received {
  readonly url: string | undefined;
  readonly headers: Record<string, unknown>;
  readonly document: unknown;
}

/** A server that answers with these statuses, one a request, and keeps what it was sent. */
async function server(...statuses: number[]) {
  const received: Received[] = [];
  const http = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const document: unknown = JSON.parse(gunzipSync(Buffer.concat(parts)).toString('utf8'));
    received.push({ url: request.url, headers: request.headers, document });
    const status = statuses.shift() ?? 201;
    response.writeHead(status, {
      'content-type': 'application/json',
      location: 'http://127.0.0.1:1/',
      'retry-after': '0',
    });
    response.end(
      JSON.stringify(
        status < 300 ? { url: 'https://bugs.test/scans/1' } : { title: 'No', detail: 'not \u001b[31myours' },
      ),
    );
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void http.close());
  return { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, received };
}

const io = {
  env: { BUGHEIST_TOKEN: 'the-token' },
  fetch: (url: string, init: RequestInit) => fetch(url, init),
};
const files = { 'run.js': 'module.exports = (code) => eval(code);\n' };

test('the result is posted with the token and the same idempotency key for the same result', async () => {
  const { url, received } = await server();
  const folder = folderWith(files);
  const args = ['--upload', url, '--asset', 'shop'];
  expect((await scanIn(folder, args, io)).err).toContain('https://bugs.test/scans/1');
  await scanIn(folder, args, io);
  expect(received[0]).toMatchObject({
    url: '/api/v1/scans',
    headers: { authorization: 'Bearer the-token', 'content-type': 'application/json' },
    document: {
      schema: 'bugheist-scan/1',
      subject: { asset: 'shop' },
      hits: [{ ruleId: 'code/eval-of-value' }],
    },
  });
  expect(received[0]?.headers['idempotency-key']).toBe(received[1]?.headers['idempotency-key']);
});

test('a busy server is asked again; a refusal ends with status 3 and its reason, made harmless', async () => {
  const busy = await server(503, 429, 201);
  expect((await scanIn(folderWith(files), ['--upload', busy.url, '--fail-on', 'none'], io)).status).toBe(0);
  expect(busy.received).toHaveLength(3);
  const refusing = await server(403);
  const { status, err } = await scanIn(folderWith(files), ['--upload', refusing.url], io);
  expect(status).toBe(3);
  expect(err).toContain('answered 403: No: not \\u001b[31myours');
});

test('a server that takes no scans is told from one that refuses this one', async () => {
  const { url } = await server(404);
  const { status, err } = await scanIn(folderWith(files), ['--upload', url], io);
  expect([status, err]).toEqual([3, expect.stringContaining('takes no scans at /api/v1/scans')]);
});

test('a redirect is not followed with the token', async () => {
  const { url, received } = await server(307);
  const { status, err } = await scanIn(folderWith(files), ['--upload', url], io);
  expect([status, err]).toEqual([3, expect.stringContaining('leads to http://127.0.0.1:1/, where no token')]);
  expect(received).toHaveLength(1);
});

test('a page that is no answer of such a server is not taken for a yes', async () => {
  const page = () => Promise.resolve(new Response('<html>Sign in</html>', { status: 200 }));
  const { status, err } = await scanIn(folderWith(files), ['--upload', 'https://bugs.test'], {
    ...io,
    fetch: page,
  });
  expect([status, err]).toEqual([3, expect.stringContaining('not as a BugHeist server does')]);
});

test('a connection that breaks is tried again, with the same key', async () => {
  const { url, received } = await server();
  let calls = 0;
  const fetchAgain = (address: string, init: RequestInit) =>
    ++calls === 1 ? Promise.reject(new TypeError('fetch failed')) : fetch(address, init);
  const args = ['--upload', url, '--fail-on', 'none'];
  expect((await scanIn(folderWith(files), args, { ...io, fetch: fetchAgain })).status).toBe(0);
  expect([calls, received.length]).toEqual([2, 1]);
});

test('a token that cannot be sent is refused without being shown; a line break at its end is none of it', async () => {
  const { url, received } = await server();
  const args = ['--upload', url];
  const { status, err } = await scanIn(folderWith(files), args, {
    ...io,
    env: { BUGHEIST_TOKEN: 'se\ncret' },
  });
  expect([status, err]).toEqual([2, expect.stringContaining('characters that no token has')]);
  expect(err).not.toContain('cret');
  await scanIn(folderWith(files), args, { ...io, env: { BUGHEIST_TOKEN: 'the-token\n' } });
  expect(received).toMatchObject([{ headers: { authorization: 'Bearer the-token' } }]);
});

test('no token, clear text to another host, and --offline are refused before anything is sent', async () => {
  const folder = folderWith(files);
  const refused = (args: string[], env = io.env) =>
    scanIn(folder, args, { env }).then(({ status, err }) => [status, err]);
  expect(await refused(['--upload', 'https://bugs.test'], { BUGHEIST_TOKEN: '' })).toEqual([
    2,
    expect.stringContaining('BUGHEIST_TOKEN'),
  ]);
  expect(await refused(['--upload', 'http://bugs.test'])).toEqual([
    2,
    expect.stringContaining('only sent over https'),
  ]);
  expect(await refused(['--upload', 'https://bugs.test', '--offline'])).toEqual([
    2,
    expect.stringContaining('--offline'),
  ]);
});
