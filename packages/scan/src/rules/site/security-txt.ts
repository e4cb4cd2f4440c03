import type { Exchange } from '../../site/exchange.ts';
import { siteRule } from '../../site/site-rule.ts';
import { text } from './examples.ts';

export const securityTxt = siteRule({
  id: 'site/security-txt',
  title: 'No valid security.txt',
  severity: 'low',
  confidence: 'certain',
  weakness: ['CWE-1059'],
  kind: 'security',
  what: 'There is no `/.well-known/security.txt`, or it lacks `Contact` or a future `Expires`.',
  why: 'Whoever finds a hole does not know whom to tell, and tells nobody, or everybody.',
  fix: 'Publish one with `Contact:` and `Expires:` (RFC 9116).',
  bad: [
    { 'GET /.well-known/security.txt': 'HTTP/1.1 404 Not Found\n\n' },
    {
      'GET /.well-known/security.txt': `${text}Contact: mailto:security@shop.test\nExpires: 2020-01-01T00:00:00Z\n`,
    },
  ],
  good: [
    {
      'GET /.well-known/security.txt': `${text}Contact: mailto:security@shop.test\nExpires: 2027-06-01T00:00:00Z\n`,
    },
  ],
  references: ['https://www.rfc-editor.org/rfc/rfc9116'],
  checkSite({ exchanges, now }, report) {
    for (const exchange of exchanges) {
      if (exchange.purpose !== 'security-txt') continue;
      const wrong = wrongWithSecurityTxt(exchange, now);
      if (wrong !== null) report({ url: exchange.url, message: wrong });
    }
  },
});

function wrongWithSecurityTxt({ status, body }: Exchange, now: Date): string | null {
  if (status !== 200 || !/^Contact:/im.test(body))
    return status === 200 ? 'security.txt names no Contact' : `security.txt is answered with ${status}`;
  const expires = Date.parse(/^Expires:\s*(\S+)/im.exec(body)?.[1] ?? '');
  if (Number.isNaN(expires)) return 'security.txt has no valid Expires';
  return expires < now.getTime() ? 'security.txt has expired' : null;
}
