import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../web/test/app.ts';

let app: TestApp;
let port = 0;
beforeAll(async () => {
  app = await openTestApp({}, { limited: true });
  await app.server.listen({ host: '127.0.0.1', port: 0 });
  const address = app.server.server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});
afterAll(() => app.close());

const ask = (remoteAddress: string) =>
  app.server.inject({ url: '/robots.txt', remoteAddress, headers: { host: 'localhost:8000' } });

test('a flood from one address, or one IPv6 customer, is told when to come back; others are served', async () => {
  const answers = [];
  for (let index = 0; index < 260; index++) answers.push(await ask(`2001:db8:0:1::${index.toString(16)}`));
  const refused = answers.filter(({ statusCode }) => statusCode === 429);
  expect(refused.length).toBeGreaterThan(10);
  expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(0);
  expect((await ask('2001:db8:0:2::1')).statusCode).toBe(200);
});

test('a form larger than its route takes is refused before it is read', async () => {
  const response = await app.server.inject({
    method: 'POST',
    url: '/notifications/mail',
    headers: {
      host: 'localhost:8000',
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': '99999999',
    },
  });
  expect(response.statusCode).toBe(413);
});

test('a request line full of nonsense gets an answer, not a crash', async () => {
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () =>
      socket.write('GET /\u0001\u0002 HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n'),
    );
    socket.once('data', (chunk) => {
      resolve(String(chunk));
      socket.destroy();
    });
    socket.once('error', reject);
  });
  expect(answer).toMatch(/^HTTP\/1\.1 4\d\d/);
  expect((await ask('192.0.2.9')).statusCode).toBe(200);
});
