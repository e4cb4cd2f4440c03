import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../web/test/app.ts';

let app: TestApp;
let port = 0;
beforeAll(async () => {
  const patience = { headersMs: 400, requestMs: 800, silenceMs: 60_000, checkMs: 50 };
  app = await openTestApp({}, { patience, maxInFlight: 3 });
  await app.server.listen({ host: '127.0.0.1', port: 0 });
  const address = app.server.server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});
afterAll(() => app.close());

/** A connection on which this is sent, then nothing more; `answer` is what came back until the server ended it. */
async function open(sent: string) {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.on('error', () => undefined);
  let text = '';
  socket.on('data', (chunk) => {
    text += String(chunk);
  });
  if (sent !== '') socket.write(sent);
  return { socket, answer: once(socket, 'close').then(() => text) };
}
/** One byte every moment, for as long as the server listens. */
function trickle(socket: Socket): void {
  const timer = setInterval(() => socket.write('a'), 30);
  socket.on('close', () => clearInterval(timer));
}
const head = (more: string) =>
  `POST /sign-in HTTP/1.1\r\nHost: localhost:8000\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\n${more}`;

test('slowloris: headers that never end are cut off', async () => {
  const slow = await open(head('X-Slow: '));
  trickle(slow.socket);
  expect(await slow.answer).toMatch(/^HTTP\/1\.1 408 /);
});

test('slowloris: a body that trickles in is cut off', async () => {
  const slow = await open(head('Content-Length: 100000\r\n\r\n'));
  trickle(slow.socket);
  expect(await slow.answer).toMatch(/^HTTP\/1\.1 408 /);
});

test('slowloris: a connection on which nothing is ever said is cut off', async () => {
  await (await open('')).answer;
});

test('slow and silent clients stop nobody else', async () => {
  const slow = await Promise.all([
    ...Array.from({ length: 20 }, () => open(head('Content-Length: 100000\r\n\r\nlogin='))),
    ...Array.from({ length: 200 }, () => open('')),
  ]);
  for (let at = 0; at < 5; at++) {
    const { socket, answer } = await open(
      'GET /robots.txt HTTP/1.1\r\nHost: localhost:8000\r\nConnection: close\r\n\r\n',
    );
    expect(await answer).toMatch(/^HTTP\/1\.1 200 /);
    socket.destroy();
  }
  await Promise.all(slow.map(({ answer }) => answer));
});
