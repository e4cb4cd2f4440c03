import { once } from 'node:events';
import { createServer, type ListenOptions, type Server } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { listenProblem } from './listen-problem.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function listen(options: ListenOptions): Promise<Server> {
  const server = createServer();
  servers.push(server);
  await once(server.listen(options), 'listening');
  return server;
}
const refusal = (options: ListenOptions) => listen(options).then(() => null, listenProblem);

test('a port in use is named, with the way out', async () => {
  const address = (await listen({ host: '127.0.0.1', port: 0 })).address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  expect(await refusal({ host: '127.0.0.1', port })).toBe(
    `Port ${port} of 127.0.0.1 is in use by another program. Stop that one, or choose another port: --port or PORT for the site.`,
  );
});

test('an address this machine does not have is named', async () => {
  expect(await refusal({ host: '192.0.2.1', port: 0 })).toContain('does not have that address. Check HOST.');
});

test('any other error is not explained away', () => {
  expect(listenProblem(new Error('broken'))).toBeNull();
  expect(listenProblem(Object.assign(new Error('x'), { syscall: 'open', code: 'EACCES' }))).toBeNull();
});
