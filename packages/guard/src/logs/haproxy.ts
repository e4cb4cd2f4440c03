import { parseAddress } from './address.ts';
import { clientAddress } from './client-address.ts';
import { type Event, event, splitTarget } from './event.ts';
import type { Reader, ReadingContext } from './reader.ts';
import { haproxyTime } from './timestamp.ts';

/**
 * HAProxy's HTTP log format, and its TLS handshake failures, without or behind a syslog header.
 * Source: HAProxy configuration manual §8.2.3.
 */
export const readHaproxy: Reader = (line, context) => {
  const head = scanHead(line);
  if (head === null) return null;
  const t = haproxyTime(line.slice(head.dateAt, head.dateEnd), context.civil);
  if (t === 0) return null;
  const rest = line.slice(head.dateEnd + 2);
  if (/^\S+: /.test(rest)) return readNotice(line, rest, t, head.ip);
  return readHttp(line, rest, t, head.ip, context);
};

function readNotice(line: string, rest: string, t: number, ip: string): Event | null {
  const message = rest.slice(rest.indexOf(': ') + 2);
  if (!message.startsWith('SSL handshake failure')) return null;
  return event({ source: 'haproxy', kind: 'tls-failed', line, t, ip, more: { message } });
}

function readHttp(line: string, rest: string, t: number, ip: string, context: ReadingContext): Event | null {
  const fields =
    /^(\S+) ([^\s/]+)\/(\S+) (-?\d+)\/(-?\d+)\/(-?\d+)\/(-?\d+)\/\+?(-?\d+) (\d{3}|-1) \+?(\d+) (\S+) (\S+) (\S{4}) \S+ \S+ /.exec(
      rest,
    );
  if (!fields) return null;
  const quoteAt = rest.indexOf('"', fields[0].length);
  if (quoteAt < 0) return null;
  const captured = rest.slice(fields[0].length, quoteAt);
  const raw = rest.slice(quoteAt + 1, rest.endsWith('"') ? rest.length - 1 : rest.length);
  const request = /^([A-Za-z][\w-]*) (?:\w+:\/\/)?([^/?\s]*)?([/?*]\S*)?(?: HTTP\/([\d.]+))?$/.exec(raw);
  return event({
    source: 'haproxy',
    kind: 'http-access',
    line,
    t,
    ip: clientAddress({ peer: ip, xForwardedFor: forwardedIn(captured) }, context.trusted),
    host: request?.[2] ?? '',
    method: request?.[1] ?? '',
    ...splitTarget(request ? (request[3] ?? '') : raw),
    status: Math.max(0, Number(fields[9])),
    bytes: Number(fields[10]),
    ms: Number(fields[8]),
    more: {
      http_version: request?.[4] ?? '',
      frontend: fields[1] ?? '',
      backend: fields[2] ?? '',
      termination: fields[13] ?? '',
    },
  });
}

/**
 * Captured request headers stand in braces, split by bars; the last is the forwarded address. It is known by its place
 * and not by its look: a client may send an address as its Host.
 */
function forwardedIn(captured: string): string {
  const values = /^\{([^}]*)\}/.exec(captured)?.[1]?.split('|') ?? [];
  return values.at(-1) ?? '';
}

interface Head {
  readonly ip: string;
  readonly dateAt: number;
  readonly dateEnd: number;
}

function scanHead(line: string): Head | null {
  const opening = line.indexOf(' [');
  if (opening < 0) return null;
  const word = line.slice(line.lastIndexOf(' ', opening - 1) + 1, opening);
  const colon = word.lastIndexOf(':');
  const ip = colon < 0 ? null : parseAddress(word.slice(0, colon));
  const dateEnd = line.indexOf(']', opening);
  return ip === null || dateEnd < 0 ? null : { ip, dateAt: opening + 2, dateEnd };
}
