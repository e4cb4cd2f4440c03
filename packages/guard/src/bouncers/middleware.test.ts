import { createServer, get, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import { afterEach, expect, test } from 'vitest';
import type { Event } from '../logs/event.ts';
import { ban } from '../test/decisions.ts';
import { noon, ranges } from '../test/desk.ts';
import { GuardMiddleware } from './middleware.ts';

const open: { close: () => unknown }[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

const listen = async (server: Server) => {
  open.push(server);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return (server.address() as AddressInfo).port;
};

const ask = (port: number, headers: Record<string, string> = {}) =>
  new Promise<number>((resolve, reject) => {
    get({ host: '127.0.0.1', port, headers, path: '/a?b=c' }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    }).once('error', reject);
  });

const middleware = (onEvent?: (event: Event) => void) =>
  new GuardMiddleware({ trusted: ranges('127.0.0.1'), now: () => noon + 1, ...(onEvent ? { onEvent } : {}) });
const from = (client: string) => ({ 'x-forwarded-for': client });

test('node:http: a banned client gets 403, everybody else is served', async () => {
  const guard = middleware();
  await guard.enforce([ban({ value: '203.0.113.9' }), ban({ value: '2001:db8:1:2::/64' })]);
  const port = await listen(createServer(guard.wrap((_, response) => response.end('ok'))));
  expect(await ask(port, from('203.0.113.9'))).toBe(403);
  expect(await ask(port, from('2001:db8:1:2::77'))).toBe(403);
  expect(await ask(port, from('203.0.113.10'))).toBe(200);
  expect(guard.refused).toBe(2);
});

test('attack: an innocent’s address in X-Forwarded-For bans nobody else', async () => {
  const guard = middleware();
  await guard.enforce([ban({ value: '203.0.113.9' })]);
  const port = await listen(createServer(guard.wrap((_, response) => response.end('ok'))));
  expect(await ask(port, from('203.0.113.9, 198.51.100.7'))).toBe(200);
  expect(await ask(port, from('198.51.100.7, 203.0.113.9'))).toBe(403);
});

test('Express: a ban on one host leaves the other alone', async () => {
  const guard = middleware();
  await guard.enforce([ban({ value: '203.0.113.9', host: 'shop.example' })]);
  const port = await listen(
    createServer((request, response) => guard.express(request, response, () => response.end('ok'))),
  );
  expect(await ask(port, { ...from('203.0.113.9'), host: 'shop.example' })).toBe(403);
  expect(await ask(port, { ...from('203.0.113.9'), host: 'blog.example' })).toBe(200);
});

test('Fastify: a limited client gets 429 past its burst', async () => {
  const guard = middleware();
  await guard.enforce([ban({ value: '203.0.113.9', measure: 'limit' })]);
  const app = fastify();
  app.addHook('onRequest', guard.fastify);
  app.get('/a', async () => 'ok');
  open.push(app);
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const statuses: number[] = [];
  for (let n = 0; n < 24; n++) statuses.push(await ask(port, from('203.0.113.9')));
  expect(statuses.filter((status) => status === 200)).toHaveLength(20);
  expect(statuses.at(-1)).toBe(429);
});

test('every request is told as an event', async () => {
  const events: Event[] = [];
  const guard = middleware((event) => events.push(event));
  const port = await listen(createServer(guard.wrap((_, response) => response.end('ok'))));
  await ask(port, from('203.0.113.10'));
  expect(events).toMatchObject([{ ip: '203.0.113.10', method: 'GET', path: '/a', args: 'b=c', status: 200 }]);
});
