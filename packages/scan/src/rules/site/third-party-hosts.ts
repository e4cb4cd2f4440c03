import { isHtml } from '../../site/exchange.ts';
import { absolute, tagsOf } from '../../site/html.ts';
import { pageRule } from '../../site/site-rule.ts';
import { html } from './examples.ts';

export const thirdPartyHosts = pageRule({
  id: 'site/third-party-hosts',
  title: 'Hosts of others that run code in the page',
  severity: 'none',
  confidence: 'review',
  weakness: ['CWE-829'],
  kind: 'security',
  what: 'An inventory: the other hosts whose scripts or frames a page loads.',
  why: 'Each can read what the page shows and what visitors type; the list should be known and short.',
  fix: 'Check that each is wanted, and name them in the Content-Security-Policy so that no other gets in.',
  bad: [{ 'GET /': `${html}\n<script src="https://stats.test/t.js"></script>` }],
  good: [{ 'GET /': `${html}\n<script src="/own.js"></script><img src="https://pictures.test/a.png">` }],
  checkPage(exchange, report) {
    if (!isHtml(exchange)) return;
    const hosts = tagsOf(exchange.body, 'script', 'iframe')
      .map(({ attributes }) => absolute(attributes.get('src'), exchange.url)?.host)
      .filter((host) => host && host !== exchange.url.host);
    if (hosts.length > 0)
      report({ message: `Code of other hosts: ${[...new Set(hosts)].sort().join(', ').slice(0, 500)}` });
  },
});
