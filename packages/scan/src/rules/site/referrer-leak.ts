import { headerOf } from '../../site/exchange.ts';
import { pageRule } from '../../site/site-rule.ts';
import { html } from './examples.ts';

export const referrerLeak = pageRule({
  id: 'site/referrer-leak',
  title: 'Whole addresses are passed on to other sites',
  severity: 'low',
  confidence: 'certain',
  weakness: ['CWE-200'],
  kind: 'security',
  what: '`Referrer-Policy` is `unsafe-url` or `no-referrer-when-downgrade`.',
  why: 'Addresses hold tokens and search words; every site that is linked or embedded gets them.',
  fix: 'Send `Referrer-Policy: strict-origin-when-cross-origin` or stricter.',
  bad: [{ 'GET /': `${html}referrer-policy: unsafe-url\n\n` }],
  good: [{ 'GET /': `${html}\n` }, { 'GET /': `${html}referrer-policy: same-origin\n\n` }],
  references: ['https://owasp.org/www-project-secure-headers/'],
  checkPage(page, report) {
    const policy = (headerOf(page, 'referrer-policy') ?? '').split(',').at(-1)?.trim().toLowerCase() ?? '';
    if (policy === 'unsafe-url' || policy === 'no-referrer-when-downgrade')
      report({ message: `Referrer-Policy is ${policy}` });
  },
});
