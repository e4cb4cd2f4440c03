import type { Family } from '../../engine/family.ts';
import { SourceFile } from '../../engine/file.ts';
import {
  type Exchange,
  type Purpose,
  parseExchange,
  type Site,
  type Transport,
} from '../../site/exchange.ts';
import type { SiteRule } from '../../site/site-rule.ts';
import { certificate } from './certificate.ts';
import { clickjacking } from './clickjacking.ts';
import { contentSniffing } from './content-sniffing.ts';
import { cookieCrossSite } from './cookie-cross-site.ts';
import { cookieWithoutHttponly } from './cookie-without-httponly.ts';
import { cookieWithoutSecure } from './cookie-without-secure.ts';
import { directoryListing } from './directory-listing.ts';
import { errorDetails } from './error-details.ts';
import { exposedAddress } from './exposed-address.ts';
import { exposedFile } from './exposed-file.ts';
import { mixedContent } from './mixed-content.ts';
import { noContentPolicy } from './no-content-policy.ts';
import { noStrictTransport } from './no-strict-transport.ts';
import { oldTls } from './old-tls.ts';
import { openCors } from './open-cors.ts';
import { plainHttp } from './plain-http.ts';
import { referrerLeak } from './referrer-leak.ts';
import { scriptWithoutIntegrity } from './script-without-integrity.ts';
import { securityTxt } from './security-txt.ts';
import { serverVersion } from './server-version.ts';
import { sourceMap } from './source-map.ts';
import { thirdPartyHosts } from './third-party-hosts.ts';
import { weakContentPolicy } from './weak-content-policy.ts';

export const siteRules: readonly SiteRule[] = [
  plainHttp,
  noStrictTransport,
  oldTls,
  certificate,
  noContentPolicy,
  weakContentPolicy,
  clickjacking,
  contentSniffing,
  referrerLeak,
  serverVersion,
  cookieWithoutSecure,
  cookieWithoutHttponly,
  cookieCrossSite,
  mixedContent,
  scriptWithoutIntegrity,
  thirdPartyHosts,
  exposedAddress,
  exposedFile,
  directoryListing,
  sourceMap,
  errorDetails,
  openCors,
  securityTxt,
];

/** A family like the others, but what it looks at are answers: as files only in the rules' own examples. */
export const siteFamily: Family = {
  name: 'site',
  rules: siteRules,
  checkFile() {
    // A file is no site; the examples are looked at together.
  },
  checkProject({ paths, file }, found) {
    const written = paths.map((path) => [path, file(path)?.text ?? ''] as const);
    const site = siteOfExample(written);
    for (const rule of siteRules)
      rule.checkSite(site, ({ url, message }) =>
        found(rule, new SourceFile(url.href, ''), { start: 0, end: 0, message }),
      );
  },
};

const host = 'https://shop.test';

/** `GET /path`, `GET http://…`, `CORS /path` with an answer, or `TLS` with what the handshake showed. */
function siteOfExample(written: readonly (readonly [string, string])[]): Site {
  const exchanges: Exchange[] = [];
  let transport: Transport | null = null;
  for (const [name, text] of written) {
    if (name === 'TLS') {
      transport = transportOf(text);
      continue;
    }
    const [method = 'GET', path = '/'] = name.split(' ');
    const url = new URL(path, host);
    exchanges.push(parseExchange(purposeOf(method, url), 'GET', url, text));
  }
  return { url: new URL(host), exchanges, transport, now: new Date('2026-11-24T00:00:00Z') };
}

function purposeOf(method: string, url: URL): Purpose {
  if (method === 'CORS') return 'cors';
  if (url.protocol === 'http:') return 'plain';
  if (url.pathname === '/') return 'page';
  if (url.pathname.endsWith('security.txt')) return 'security-txt';
  return url.pathname.includes('missing') ? 'missing' : 'probe';
}

function transportOf(text: string): Transport {
  const field = (name: string) => new RegExp(`${name}=(\\S+)`).exec(text)?.[1] ?? null;
  const valid = field('valid');
  return {
    protocol: text.split(' ')[0] ?? '',
    oldProtocols: field('old')?.split(',') ?? [],
    distrust: field('distrust'),
    validTo: valid === null ? null : new Date(valid),
  };
}
