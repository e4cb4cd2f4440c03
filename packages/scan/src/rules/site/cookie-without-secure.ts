import { pageRule } from '../../site/site-rule.ts';
import { cookiesOf, references } from './cookies.ts';
import { html } from './examples.ts';

export const cookieWithoutSecure = pageRule({
  id: 'site/cookie-without-secure',
  title: 'Cookie that is sent in clear, too',
  severity: 'medium',
  confidence: 'certain',
  weakness: ['CWE-614'],
  kind: 'security',
  what: 'A cookie set over HTTPS lacks `Secure`.',
  why: 'One request over plain HTTP, which anybody on the way can provoke, carries it in clear.',
  fix: 'Add `Secure`; name session cookies `__Host-…` so that browsers insist on it.',
  bad: [{ 'GET /': `${html}set-cookie: session=1; HttpOnly\n\n` }],
  good: [{ 'GET /': `${html}set-cookie: session=1; Secure; HttpOnly\n\n` }],
  references,
  checkPage(exchange, report) {
    if (exchange.url.protocol !== 'https:') return;
    for (const { name, attributes } of cookiesOf(exchange))
      if (!attributes.has('secure'))
        report({ message: `Cookie ${name} lacks Secure`, parameter: name, evidence: name });
  },
});
