import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { Secret } from '../../config.ts';

export interface ReceivedMail {
  recipients: string[];
  raw: string;
  /** Unfolded header lines. */
  headers: string[];
}

/** A mail server that keeps what it gets; recipients starting with `refused` get a permanent no, `later` a temporary one. */
export async function openSink() {
  const received: ReceivedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: ({ address }, _session, done) => {
      if (address.startsWith('refused')) return done(refusal(550, `<${address}> is unknown`));
      if (address.startsWith('later')) return done(refusal(451, `<${address}> try later`));
      done();
    },
    onData: async (stream, session, done) => {
      const raw = await text(stream);
      const head = raw.split('\r\n\r\n')[0] ?? '';
      const headers = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
      received.push({ recipients: session.envelope.rcptTo.map(({ address }) => address), raw, headers });
      done();
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  return {
    url: new Secret(`smtp://127.0.0.1:${port}`),
    received,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

const refusal = (responseCode: number, message: string) =>
  Object.assign(new Error(message), { responseCode });
