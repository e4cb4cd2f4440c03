import { headerOf } from '../../site/exchange.ts';
import { siteRule } from '../../site/site-rule.ts';
import { html } from './examples.ts';

export const plainHttp = siteRule({
  id: 'site/plain-http',
  title: 'Site is served in clear',
  severity: 'high',
  confidence: 'certain',
  weakness: ['CWE-319'],
  kind: 'security',
  what: 'The site answers over plain HTTP instead of sending visitors to HTTPS.',
  why: 'Whoever carries the traffic reads and changes it: passwords, cookies, downloads.',
  fix: 'Answer every plain request with a permanent redirect to the same address on HTTPS.',
  bad: [{ 'GET http://shop.test/': `${html}\n<p>` }],
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
});
