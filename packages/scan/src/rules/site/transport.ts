import { headerOf, pagesOf } from '../../site/exchange.ts';
import { siteRule } from '../../site/site-rule.ts';

const page = 'HTTP/1.1 200 OK\ncontent-type: text/html\n';
const minHstsSeconds = 180 * 86_400;
const soonDays = 14;

export const transportRules = [
  siteRule({
    id: 'site/plain-http',
    title: 'Site is served in clear',
    severity: 'high',
    confidence: 'certain',
    weakness: ['CWE-319'],
    kind: 'security',
    what: 'The site answers over plain HTTP instead of sending visitors to HTTPS.',
    why: 'Whoever carries the traffic reads and changes it: passwords, cookies, downloads.',
    fix: 'Answer every plain request with a permanent redirect to the same address on HTTPS.',
    bad: [{ 'GET http://shop.test/': `${page}\n<p>` }],
    good: [{ 'GET http://shop.test/': 'HTTP/1.1 301 Moved\nlocation: https://shop.test/\n\n' }],
    references: ['https://https.cio.gov/'],
    checkSite({ exchanges }, report) {
      for (const exchange of exchanges) {
        if (exchange.purpose !== 'plain' || exchange.status === 0) continue;
        const target = URL.parse(headerOf(exchange, 'location') ?? '', exchange.url.href);
        const isRedirect = exchange.status >= 300 && exchange.status < 400;
        if (isRedirect && target?.protocol === 'https:') continue;
        if (exchange.status >= 400) continue;
        report({
          url: exchange.url,
          message: `Plain HTTP is answered with ${exchange.status} instead of a redirect to HTTPS`,
        });
      }
    },
  }),
  siteRule({
    id: 'site/no-strict-transport',
    title: 'No Strict-Transport-Security, or a short one',
    severity: 'medium',
    confidence: 'certain',
    weakness: ['CWE-319'],
    kind: 'security',
    what: 'An HTTPS page lacks `Strict-Transport-Security`, or its `max-age` is below 180 days.',
    why: 'The first request of every visit may go out in clear, and whoever carries it can keep it there.',
    fix: 'Send `Strict-Transport-Security: max-age=31536000; includeSubDomains` once all of the domain speaks HTTPS.',
    bad: [{ 'GET /': `${page}\n` }, { 'GET /': `${page}strict-transport-security: max-age=300\n\n` }],
    good: [
      { 'GET /': `${page}strict-transport-security: max-age=31536000\n\n` },
      { 'GET http://shop.test/': `${page}\n` },
    ],
    references: ['https://www.rfc-editor.org/rfc/rfc6797'],
    checkSite(site, report) {
      const start = pagesOf(site).find(({ url }) => url.protocol === 'https:');
      if (!start) return;
      const header = headerOf(start, 'strict-transport-security');
      const age = Number(/max-age\s*=\s*"?(\d+)/i.exec(header ?? '')?.[1] ?? 0);
      if (age < minHstsSeconds)
        report({
          url: start.url,
          message:
            header === null
              ? 'The page is sent without Strict-Transport-Security'
              : `Strict-Transport-Security lasts ${Math.round(age / 86_400)} days`,
        });
    },
  }),
  siteRule({
    id: 'site/old-tls',
    title: 'TLS 1.0 or 1.1 is still spoken',
    severity: 'medium',
    confidence: 'certain',
    weakness: ['CWE-326'],
    kind: 'security',
    what: 'The server agrees to TLS 1.0 or 1.1.',
    why: 'Both are broken and forbidden (RFC 8996); an attacker between can push old clients down to them.',
    fix: 'Allow TLS 1.2 and 1.3 alone (`ssl_protocols TLSv1.2 TLSv1.3`).',
    bad: [{ TLS: 'TLSv1.3 old=TLSv1,TLSv1.1 valid=2027-01-01' }],
    good: [{ TLS: 'TLSv1.3 valid=2027-01-01' }],
    references: ['https://www.rfc-editor.org/rfc/rfc8996'],
    checkSite({ url, transport }, report) {
      if (transport && transport.oldProtocols.length > 0)
        report({ url, message: `The server agrees to ${transport.oldProtocols.join(' and ')}` });
    },
  }),
  siteRule({
    id: 'site/certificate',
    title: 'Certificate that is not trusted, or not much longer',
    severity: 'high',
    confidence: 'certain',
    weakness: ['CWE-295'],
    kind: 'security',
    what: 'The certificate is expired, of another name, self-signed or incomplete, or expires within two weeks.',
    why: "Visitors see a warning, learn to click it away, and then click away the attacker's, too.",
    fix: 'Renew it, automatically (ACME), with the whole chain and every name of the site.',
    bad: [{ TLS: 'TLSv1.3 distrust=CERT_HAS_EXPIRED' }, { TLS: 'TLSv1.3 valid=2026-11-28' }],
    good: [{ TLS: 'TLSv1.3 valid=2027-01-01' }],
    checkSite({ url, transport, now }, report) {
      if (!transport) return;
      if (transport.distrust !== null) {
        report({ url, message: `The certificate is not trusted: ${transport.distrust}` });
        return;
      }
      const days = transport.validTo
        ? (transport.validTo.getTime() - now.getTime()) / 86_400_000
        : Number.POSITIVE_INFINITY;
      if (days < soonDays)
        report({ url, severity: 'medium', message: `The certificate expires in ${Math.floor(days)} days` });
    },
  }),
] as const;
