import { X509Certificate } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { Config } from '../../config.ts';
import { TrustedProxies } from '../../web/client-address.ts';
import { hostOf } from '../../web/host.ts';
import type { Check } from './check.ts';

const day = 24 * 3600 * 1000;

/** Weaknesses in how the server is reached. */
export const networkChecks: readonly Check[] = [
  {
    id: 'B010',
    level: 'error',
    consequence: 'Links in mails point to localhost and visitors get "421 Misdirected".',
    remedy: 'Set BASE_URL to the public address, like https://bugs.example.org.',
    test: ({ config }) =>
      !config.given.has('BASE_URL') && !isLoopback(config.host)
        ? 'BASE_URL is not set, but the server listens to the network.'
        : null,
  },
  {
    id: 'B011',
    level: 'error',
    consequence: 'Anybody on the way reads passwords, sessions and reports.',
    remedy:
      'Serve HTTPS (TLS_KEY_FILE and TLS_CERT_FILE, or a proxy in front) and set BASE_URL to https://….',
    test: ({ config }) =>
      config.baseUrl.startsWith('http:') && !isLocalName(config)
        ? `BASE_URL is ${config.baseUrl}: plain HTTP.`
        : null,
  },
  {
    id: 'B012',
    level: 'error',
    consequence: 'Every client can write its own address and pretend HTTPS, so limits and bans mean nothing.',
    remedy: 'List only the addresses of your own proxies.',
    test: ({ config }) => {
      const proxies = new TrustedProxies(config.trustedProxies);
      return proxies.has('203.0.113.77') || proxies.has('2001:db8::77')
        ? 'TRUSTED_PROXIES contains the whole internet.'
        : null;
    },
  },
  {
    id: 'B013',
    level: 'warning',
    consequence:
      'Every visitor seems to come from the proxy: one misbehaving client uses up the limits of all.',
    remedy: 'Set TRUSTED_PROXIES to the address of the proxy that speaks HTTPS.',
    test: ({ config }) =>
      config.baseUrl.startsWith('https:') && config.tls === null && config.trustedProxies.length === 0
        ? 'BASE_URL is https, the server itself does not speak TLS, and no proxy is trusted.'
        : null,
  },
  {
    id: 'B014',
    level: 'error',
    consequence: 'Whoever can read the file can pretend to be this server.',
    remedy: 'chmod 600 the key file and give it to the user BugHeist runs as.',
    test: async ({ config }) => {
      if (config.tls === null) return null;
      const { mode } = await stat(config.tls.keyFile);
      return (mode & 0o077) === 0 ? null : 'The TLS key file is readable by other users.';
    },
  },
  {
    id: 'B015',
    level: 'error',
    consequence: 'Browsers refuse to open the site.',
    remedy: 'Renew the certificate, make sure it names the host of BASE_URL, and restart.',
    test: async ({ config, now }) => {
      if (config.tls === null) return null;
      const certificate = new X509Certificate(await readFile(config.tls.certificateFile));
      const host = new URL(config.baseUrl).hostname;
      if (certificate.validToDate.getTime() < now.getTime())
        return `The certificate expired on ${certificate.validTo}.`;
      if (certificate.validToDate.getTime() < now.getTime() + 14 * day)
        return `The certificate expires on ${certificate.validTo}.`;
      return certificate.checkHost(host) === undefined && certificate.checkIP(host) === undefined
        ? `The certificate does not name ${host}.`
        : null;
    },
  },
  {
    id: 'B016',
    level: 'warning',
    consequence:
      'Visitors see that this is no production instance, and people may trust data that is only a test.',
    remedy: 'Leave ENVIRONMENT out on the real instance.',
    test: ({ config }) =>
      config.environment !== 'production' && !isLocalName(config)
        ? `ENVIRONMENT is "${config.environment}" on a public address.`
        : null,
  },
  {
    id: 'B017',
    level: 'warning',
    consequence: 'People who type the address without https get an error instead of a redirect.',
    remedy: 'Set REDIRECT_PORT=80 (or let a proxy redirect).',
    test: ({ config }) =>
      config.tls !== null && config.redirectPort === null && !isLocalName(config)
        ? 'The server speaks TLS itself and answers nothing on plain HTTP.'
        : null,
  },
];

const isLoopback = (host: string) => host === 'localhost' || host === '::1' || host.startsWith('127.');

function isLocalName(config: Config): boolean {
  const host = hostOf(new URL(config.baseUrl).host);
  return host === '[::1]' || isLoopback(host);
}
