import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { addressOf, type TrustedProxies } from './client-address.ts';
import { cookieName, parseCookies } from './cookies.ts';
import type { Request } from './route.ts';

/** Reads what the pipeline needs off the wire. X-Forwarded-* counts only when the socket's peer is one of our proxies. */
export function describeRequest(raw: IncomingMessage, proxies: TrustedProxies): Request {
  const peer = raw.socket.remoteAddress ?? '';
  const trusted = proxies.has(peer);
  const header = (name: string) => {
    const value = raw.headers[name];
    return Array.isArray(value) ? value.join(', ') : value;
  };
  const proto = trusted ? header('x-forwarded-proto')?.split(',').at(-1)?.trim() : undefined;
  const secure = proto ? proto === 'https' : (raw.socket as Partial<TLSSocket>).encrypted === true;
  const cookies = parseCookies(raw.headers.cookie);
  return {
    id: randomUUID(),
    method: raw.method ?? 'GET',
    url: raw.url ?? '/',
    address: addressOf(raw, proxies),
    userAgent: (header('user-agent') ?? '').slice(0, 400),
    secure,
    header,
    cookie: (name) => cookies.get(cookieName(name, secure)),
  };
}
