import { isHtml } from '../../site/exchange.ts';
import { pageRule } from '../../site/site-rule.ts';
import { html } from './examples.ts';

const roles =
  /^(abuse|admin|billing|careers?|contact|feedback|hello|help|hostmaster|info|jobs|legal|mail|marketing|no-?reply|office|postmaster|press|privacy|sales|security|service|support|team|webmaster)@/i;

export const exposedAddress = pageRule({
  id: 'site/exposed-address',
  title: 'E-mail address in a page',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-200'],
  kind: 'security',
  what: "A page shows e-mail addresses of the site's own domain.",
  why: 'Addresses of persons are collected for phishing; one of a role (`security@…`) is meant to be found.',
  fix: 'Offer a form, or an address of a role.',
  bad: [{ 'GET /': `${html}\n<p>Ask jane.doe@shop.test` }],
  good: [{ 'GET /': `${html}\n<p>Ask support@shop.test` }, { 'GET /': `${html}\n<p>you@example.com` }],
  checkPage(exchange, report) {
    if (!isHtml(exchange)) return;
    const domain = exchange.url.hostname.split('.').slice(-2).join('.');
    const found = exchange.body.matchAll(
      /\b[A-Za-z0-9][\w.+-]{0,63}@([A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5})\b/g,
    );
    const persons = [...found]
      .filter(([address, host]) => host?.toLowerCase().endsWith(domain) && !roles.test(address))
      .map(([address]) => address);
    if (persons.length > 0)
      report({
        message: `${new Set(persons).size} addresses, such as ${(persons[0] ?? '').replace(/^(.).*@/, '$1…@')}`,
        evidence: '',
      });
  },
});
