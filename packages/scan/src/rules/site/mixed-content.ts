import { isHtml } from '../../site/exchange.ts';
import { absolute, tagsOf } from '../../site/html.ts';
import { pageRule } from '../../site/site-rule.ts';
import { html } from './examples.ts';

export const mixedContent = pageRule({
  id: 'site/mixed-content',
  title: 'HTTPS page that loads something in clear',
  severity: 'medium',
  confidence: 'certain',
  weakness: ['CWE-319'],
  kind: 'security',
  what: 'A page over HTTPS loads a script, style, frame or image, or sends a form, over plain HTTP.',
  why: 'Whoever carries that part changes it, and with a script or form the whole page is theirs.',
  fix: 'Use `https:` or an address without a scheme, and `upgrade-insecure-requests` in the policy meanwhile.',
  bad: [
    { 'GET /': `${html}\n<script src="http://cdn.test/a.js"></script>` },
    { 'GET /': `${html}\n<form action="http://shop.test/login">` },
  ],
  good: [
    {
      'GET /': `${html}\n<script src="https://cdn.test/a.js" integrity="sha384-x"></script><a href="http://other.test/">`,
    },
  ],
  references: ['https://www.w3.org/TR/mixed-content/'],
  checkPage(exchange, report) {
    if (!isHtml(exchange) || exchange.url.protocol !== 'https:') return;
    for (const { name, attributes } of tagsOf(
      exchange.body,
      'script',
      'link',
      'iframe',
      'img',
      'form',
      'video',
      'audio',
      'source',
      'object',
    )) {
      const address =
        attributes.get('src') ??
        attributes.get('action') ??
        attributes.get('data') ??
        (isLoaded(name, attributes) ? attributes.get('href') : undefined);
      const target = absolute(address, exchange.url);
      if (target?.protocol === 'http:')
        report({ message: `<${name}> uses ${target.href.slice(0, 200)}`, parameter: target.host });
    }
  },
});

const isLoaded = (name: string, attributes: ReadonlyMap<string, string>): boolean =>
  name === 'link' &&
  /\b(stylesheet|preload|modulepreload|icon|manifest)\b/i.test(attributes.get('rel') ?? '');
