import { connect, type SecureVersion, type TLSSocket } from 'node:tls';
import type { Transport } from './exchange.ts';

const timeoutMs = 10_000;

/** What a careless server speaks must be seen, so the oldest versions are spoken, too; nothing secret is sent over them. */
export const anyTls = { minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;

/** What the server's TLS is like: version, certificate, and the old versions it still agrees to. Null when there is none. */
export async function handshake(url: URL): Promise<Transport | null> {
  if (url.protocol !== 'https:') return null;
  const socket = await shake(url);
  if (!socket) return null;
  const validTo = socket.getPeerCertificate().valid_to;
  const transport = {
    protocol: socket.getProtocol() ?? '',
    distrust: socket.authorized ? null : String(socket.authorizationError),
    validTo: validTo ? new Date(validTo) : null,
  };
  socket.destroy();
  const oldProtocols: string[] = [];
  for (const version of ['TLSv1', 'TLSv1.1'] as const) {
    const old = await shake(url, version);
    if (old) oldProtocols.push(version);
    old?.destroy();
  }
  return { ...transport, oldProtocols };
}

function shake(url: URL, only?: SecureVersion): Promise<TLSSocket | null> {
  return new Promise((resolve) => {
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const socket = connect({
      host,
      port: Number(url.port || 443),
      ...(/^[\d.]+$|:/.test(host) ? {} : { servername: host }),
      rejectUnauthorized: false, // bugheist-ignore[code/tls-unverified] reason: it asks what a host speaks, and sends nothing
      timeout: timeoutMs,
      ...anyTls,
      ...(only ? { minVersion: only, maxVersion: only } : {}),
    });
    const give = (result: TLSSocket | null) => {
      if (result === null) socket.destroy();
      resolve(result);
    };
    socket.once('secureConnect', () => give(socket));
    socket.once('error', () => give(null));
    socket.once('timeout', () => give(null));
  });
}
