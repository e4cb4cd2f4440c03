import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { folderWith, scanIn } from '../test/workspace.ts';
import { handshake } from './handshake.ts';

const hasOpenssl = (() => {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

async function serveTls(options: ServerOptions = {}, keyType = 'ed25519'): Promise<URL> {
  const folder = folderWith({});
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '5'];
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', keyType, '-nodes', '-keyout', key, '-out', cert, ...subject],
    {
      stdio: 'ignore',
    },
  );
  const server = createServer(
    { key: readFileSync(key), cert: readFileSync(cert), ...options },
    (_, response) =>
      response
        .setHeader('content-type', 'text/html')
        .setHeader('set-cookie', 'a=1')
        .end('<script src="http://cdn.test/a.js">'),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return new URL(`https://127.0.0.1:${(server.address() as AddressInfo).port}/`);
}

test.skipIf(!hasOpenssl)('a self-signed certificate, its end and the version are seen', async () => {
  const seen = await handshake(await serveTls());
  expect(seen).toMatchObject({
    protocol: 'TLSv1.3',
    oldProtocols: [],
    distrust: 'DEPTH_ZERO_SELF_SIGNED_CERT',
  });
  expect((seen?.validTo?.getTime() ?? 0) - Date.now()).toBeLessThan(6 * 86_400_000);
});

test.skipIf(!hasOpenssl)('a server that speaks old versions alone is looked at, and told so', async () => {
  const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
  const url = await serveTls(old, 'rsa:2048');
  expect(await handshake(url)).toMatchObject({ protocol: 'TLSv1.1', oldProtocols: ['TLSv1', 'TLSv1.1'] });
  const { out } = await scanIn(folderWith({}), ['site', url.href, '--mine', '127.0.0.1', '--format', 'json']);
  expect(out).toContain('site/old-tls');
});

test.skipIf(!hasOpenssl)('over HTTPS the rules of transport, cookies and mixed content apply', async () => {
  const url = await serveTls();
  const { out } = await scanIn(folderWith({}), ['site', url.href, '--mine', '127.0.0.1', '--format', 'json']);
  for (const rule of ['certificate', 'no-strict-transport', 'cookie-without-secure', 'mixed-content'])
    expect(out).toContain(`site/${rule}`);
});

test('a site without TLS has no handshake', async () => {
  expect(await handshake(new URL('http://127.0.0.1/'))).toBeNull();
});
