import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { parseAddress } from '../logs/address.ts';
import type { AddressRanges } from '../logs/address-range.ts';

export interface SyslogSourceOptions {
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  /** Who may send: a datagram's sender is easily forged, so this listens on loopback unless told otherwise. */
  readonly senders: AddressRanges;
  readonly onLine: (line: string) => void;
}

/** Receives syslog datagrams, one message each. Source: RFC 5426. */
export class SyslogSource {
  readonly #options: SyslogSourceOptions;
  readonly #socket: Socket;
  #refused = 0;

  constructor(options: SyslogSourceOptions) {
    this.#options = options;
    this.#socket = createSocket(options.host.includes(':') ? 'udp6' : 'udp4');
    this.#socket.on('message', (bytes, { address }) => this.#receive(bytes, address));
  }

  /** Datagrams of senders that may not send. */
  get refused(): number {
    return this.#refused;
  }

  /** The port it listens on. Throws when the address is taken. */
  async start(): Promise<number> {
    this.#socket.bind(this.#options.port, this.#options.host);
    await once(this.#socket, 'listening');
    return this.#socket.address().port;
  }

  async stop(): Promise<void> {
    this.#socket.close();
    await once(this.#socket, 'close');
  }

  #receive(bytes: Buffer, sender: string): void {
    const address = parseAddress(sender);
    if (address === null || !this.#options.senders.has(address)) {
      this.#refused++;
      return;
    }
    // One datagram is one message: a line break inside must not become a second line somebody forged.
    const [line = ''] = bytes
      .toString('utf8')
      .replace(/[\r\n]+$/, '')
      .split(/[\r\n]/, 1);
    if (line !== '') this.#options.onLine(line);
  }
}
