import { createHash } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerRefusal, type Refusal } from './refusal.ts';

const now = Date.UTC(2026, 10, 28, 12);
const banned: Refusal = { status: 403, reference: '0199-<b>', until: now + 4 * 3_600_000, now };

let server: Server;
let refusal = banned;
beforeAll(async () => {
  server = createServer((asked, response) => answerRefusal(asked, response, refusal, null));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
});
afterAll(() => server.close());

/** What a client that sends these headers is answered; `fetch` would add its own. */
function answerTo(headers: Record<string, string>, told = banned) {
  refusal = told;
  const { port } = server.address() as AddressInfo;
  return new Promise<{ status: number; type: string; headers: IncomingHttpHeaders; body: string }>(
    (resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, headers }, (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          body += chunk;
        });
        const { statusCode: status = 0, headers: got } = response;
        response.once('end', () => resolve({ status, type: got['content-type'] ?? '', headers: got, body }));
      });
      sent.once('error', reject).end();
    },
  );
}

const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8', 'sec-fetch-mode': 'navigate' };

test('a browser is told what happened, until when and what to do, by a page that runs and loads nothing', async () => {
  const { status, body, type, headers } = await answerTo(browser);
  expect([status, type]).toEqual([403, 'text/html; charset=utf-8']);
  expect(body).toContain('<time datetime="2026-11-28T16:00:00.000Z">28 November 2026 at 16:00 UTC</time>');
  expect(body).toContain('in about 4 hours');
  expect(body).toContain('<code>0199-&#60;b&#62;</code>');
  expect(body).not.toMatch(/<script|<img|<link|\son\w+=|\sstyle=|https?:/);
  const style = /<style>([\s\S]*)<\/style>/.exec(body)?.[1] ?? '';
  const hash = createHash('sha256').update(style).digest('base64');
  expect(headers['content-security-policy']).toBe(
    `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  );
  expect([headers['cache-control'], headers['x-content-type-options']]).toEqual(['no-store', 'nosniff']);
});

test.each([
  ['asks for JSON', { accept: 'application/json' }],
  ['asks for problems', { accept: 'application/problem+json' }],
  ['sends JSON', { accept: '*/*', 'content-type': 'application/json' }],
  ['is a script of a page', { accept: 'application/json, text/plain', 'sec-fetch-mode': 'cors' }],
])('a program that %s gets problem details', async (_, sent) => {
  const { body, type, headers } = await answerTo(sent);
  expect(type).toBe('application/problem+json');
  expect(headers['retry-after']).toBe('14400');
  expect(JSON.parse(body)).toEqual({
    type: 'about:blank',
    title: 'Forbidden',
    status: 403,
    detail: expect.stringContaining('ends by itself at 2026-11-28 16:00 UTC, in about 4 hours.'),
    until: '2026-11-28T16:00:00.000Z',
    reference: '0199-<b>',
  });
});

test.each([[{}], [{ accept: '*/*' }], [{ accept: 'text/html', 'sec-fetch-mode': 'cors' }]])(
  'anybody else gets text: %o',
  async (headers) => {
    const { body, type } = await answerTo(headers);
    expect(type).toBe('text/plain; charset=utf-8');
    expect(body).toMatch(/looked like an attack\.\n.*16:00 UTC.*\n.*name this: 0199-<b>\n$/);
  },
);

test.each([
  [90_000, 'in about 2 minutes'],
  [20_000, 'in about 1 minute'],
  [3_600_000, 'in about 60 minutes'],
  [5_400_000, 'in about 2 hours'],
  [30 * 86_400_000, 'in about 30 days'],
])('%d milliseconds are told as %s', async (ms, words) => {
  expect((await answerTo({}, { ...banned, until: now + ms })).body).toContain(words);
});
