import { createSocket } from 'node:dgram';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { ranges } from '../test/desk.ts';
import { SyslogSource } from './syslog-udp.ts';

const exchange = async (senders: string[], messages: string[]) => {
  const lines: string[] = [];
  const options = {
    host: '127.0.0.1',
    port: 0,
    senders: ranges(...senders),
    onLine: (line: string) => lines.push(line),
  };
  const source = new SyslogSource(options);
  const port = await source.start();
  const client = createSocket('udp4');
  for (const message of messages) await new Promise((sent) => client.send(message, port, '127.0.0.1', sent));
  for (let wait = 0; wait < 40 && lines.length + source.refused < messages.length; wait++) await pause(25);
  client.close();
  await source.stop();
  return { lines, refused: source.refused };
};

test('attack: a line break in a datagram makes no second line', async () => {
  const { lines } = await exchange(
    ['127.0.0.1'],
    ['<38>Oct 1 00:00:00 h sshd[1]: a\nOct 1 00:00:00 h sshd[1]: forged\n'],
  );
  expect(lines).toEqual(['<38>Oct 1 00:00:00 h sshd[1]: a']);
});

test('attack: a stranger’s datagrams are refused and counted', async () => {
  expect(await exchange(['10.0.0.0/8'], ['<38>x', '<38>y'])).toEqual({ lines: [], refused: 2 });
});
