import { isHtml } from '../../site/exchange.ts';
import { pageRule } from '../../site/site-rule.ts';
import { html } from './examples.ts';

export const noContentPolicy = pageRule({
  id: 'site/no-content-policy',
  title: 'No Content-Security-Policy',
  severity: 'medium',
  confidence: 'certain',
  weakness: ['CWE-693'],
  kind: 'security',
  what: 'A page is sent without `Content-Security-Policy`.',
  why: 'A single injected script then runs with everything the page may do; a policy is the second wall.',
  fix: "Start with `default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'` in report-only mode, then enforce it.",
  bad: [{ 'GET /': `${html}\n<p>` }],
  good: [
    { 'GET /': `${html}content-security-policy: default-src 'self'\n\n<p>` },
    { 'GET /': 'HTTP/1.1 200 OK\ncontent-type: application/json\n\n{}' },
  ],
  references: ['https://owasp.org/www-project-secure-headers/'],
  checkPage(page, report) {
    if (isHtml(page) && !page.headers.has('content-security-policy'))
      report({ message: 'The page is sent without a Content-Security-Policy' });
  },
});
