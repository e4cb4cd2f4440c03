import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { ban } from '../test/decisions.ts';
import { noon } from '../test/desk.ts';
import { webhookBouncer } from './webhook.ts';

const servers: { close: () => unknown }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

const receiver = async (statuses: number[]) => {
  const received: { body: string; signature: string }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      received.push({ body, signature: String(request.headers['x-bugheist-signature']) });
      response.writeHead(statuses[received.length - 1] ?? 204).end();
    });
  });
  servers.push(server);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return { received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` };
};

test('changes are posted signed; what wasn’t acknowledged is posted again', async () => {
  const { received, url } = await receiver([500, 204, 204]);
  const bouncer = webhookBouncer({ url, secret: 'key' });
  await expect(bouncer.enforce([ban({ value: '203.0.113.9' })], noon)).rejects.toThrow(/answered 500/);
  await bouncer.enforce([ban({ value: '203.0.113.9' })], noon);
  await bouncer.enforce([ban({ value: '203.0.113.9' })], noon);
  await bouncer.enforce([], noon);
  expect(received).toHaveLength(3);
  const [, second, third] = received;
  expect(second?.signature).toBe(
    `sha256=${createHmac('sha256', 'key')
      .update(second?.body ?? '')
      .digest('hex')}`,
  );
  expect(JSON.parse(second?.body ?? '')).toMatchObject({ added: [{ value: '203.0.113.9' }], removed: [] });
  expect(JSON.parse(third?.body ?? '')).toMatchObject({ added: [], removed: [{ value: '203.0.113.9' }] });
});
