import { headerOf, isHtml } from '../../site/exchange.ts';
import { pageRule } from '../../site/site-rule.ts';
import { directivesOf } from './content-policy.ts';
import { html } from './examples.ts';

export const clickjacking = pageRule({
  id: 'site/clickjacking',
  title: 'Page may be framed by any site',
  severity: 'medium',
  confidence: 'certain',
  weakness: ['CWE-1021'],
  kind: 'security',
  what: 'A page has neither `frame-ancestors` in its policy nor `X-Frame-Options`.',
  why: 'Another site can lay it invisibly under its own buttons and have visitors click on it.',
  fix: "Send `Content-Security-Policy: frame-ancestors 'none'` (or `'self'`), and `X-Frame-Options: DENY` for old browsers.",
  bad: [{ 'GET /': `${html}\n` }, { 'GET /': `${html}content-security-policy: default-src 'self'\n\n` }],
  good: [
    { 'GET /': `${html}x-frame-options: DENY\n\n` },
    { 'GET /': `${html}content-security-policy: frame-ancestors 'self'\n\n` },
  ],
  references: ['https://owasp.org/www-project-secure-headers/'],
  checkPage(page, report) {
    if (!isHtml(page)) return;
    const options = headerOf(page, 'x-frame-options') ?? '';
    const ancestors = directivesOf(headerOf(page, 'content-security-policy') ?? '').get('frame-ancestors');
    if (!/^\s*(deny|sameorigin)\s*$/i.test(options) && (ancestors === undefined || ancestors.includes('*')))
      report({ message: 'Any site may show this page in a frame' });
  },
});
