import { headerOf } from '../../site/exchange.ts';
import { pageRule } from '../../site/site-rule.ts';
import { html } from './examples.ts';

export const contentSniffing = pageRule({
  id: 'site/content-sniffing',
  title: 'Browsers may guess the content type',
  severity: 'low',
  confidence: 'certain',
  weakness: ['CWE-693'],
  kind: 'security',
  what: 'An answer lacks `X-Content-Type-Options: nosniff`.',
  why: 'A file that somebody uploaded as text may then be run as a script.',
  fix: 'Send `X-Content-Type-Options: nosniff` with everything.',
  bad: [{ 'GET /': `${html}\n` }],
  good: [{ 'GET /': `${html}x-content-type-options: nosniff\n\n` }],
  references: ['https://owasp.org/www-project-secure-headers/'],
  checkPage(page, report) {
    if (!/^\s*nosniff\s*$/i.test(headerOf(page, 'x-content-type-options') ?? ''))
      report({ message: 'The answer lacks X-Content-Type-Options: nosniff' });
  },
});
