import { isHtml } from '../../site/exchange.ts';
import { absolute, tagsOf } from '../../site/html.ts';
import { pageRule } from '../../site/site-rule.ts';
import { html } from './examples.ts';

export const scriptWithoutIntegrity = pageRule({
  id: 'site/script-without-integrity',
  title: 'Script of another site without a checksum',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-353', 'CWE-829'],
  kind: 'security',
  what: 'A script or style from another host is loaded without `integrity`.',
  why: 'Whoever breaks into that host runs code in your pages; it has happened to most of the large ones.',
  fix: 'Serve it yourself, or pin it: `integrity="sha384-…" crossorigin="anonymous"` with a version in its address.',
  bad: [{ 'GET /': `${html}\n<script src="https://cdn.test/lib@1.2.3/a.js"></script>` }],
  good: [
    {
      'GET /': `${html}\n<script src="https://cdn.test/a.js" integrity="sha384-abc" crossorigin></script><script src="/own.js"></script>`,
    },
  ],
  references: ['https://www.w3.org/TR/SRI/'],
  checkPage(exchange, report) {
    if (!isHtml(exchange)) return;
    for (const { name, attributes } of tagsOf(exchange.body, 'script', 'link')) {
      if (name === 'link' && !/\bstylesheet\b/i.test(attributes.get('rel') ?? '')) continue;
      const target = absolute(attributes.get(name === 'script' ? 'src' : 'href'), exchange.url);
      if (
        target &&
        target.host !== exchange.url.host &&
        /^https?:$/.test(target.protocol) &&
        !attributes.get('integrity')
      )
        report({
          message: `${target.host}${target.pathname} is loaded without integrity`,
          parameter: `${target.host}${target.pathname}`,
        });
    }
  },
});
