import { headerOf, pagesOf } from '../../site/exchange.ts';
import { siteRule } from '../../site/site-rule.ts';
import { html } from './examples.ts';

const minHstsSeconds = 180 * 86_400;

export const noStrictTransport = siteRule({
  id: 'site/no-strict-transport',
  title: 'No Strict-Transport-Security, or a short one',
  severity: 'medium',
  confidence: 'certain',
  weakness: ['CWE-319'],
  kind: 'security',
  what: 'An HTTPS page lacks `Strict-Transport-Security`, or its `max-age` is below 180 days.',
  why: 'The first request of every visit may go out in clear, and whoever carries it can keep it there.',
  fix: 'Send `Strict-Transport-Security: max-age=31536000; includeSubDomains` once all of the domain speaks HTTPS.',
  bad: [{ 'GET /': `${html}\n` }, { 'GET /': `${html}strict-transport-security: max-age=300\n\n` }],
  good: [
    { 'GET /': `${html}strict-transport-security: max-age=31536000\n\n` },
    { 'GET http://shop.test/': `${html}\n` },
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
});
