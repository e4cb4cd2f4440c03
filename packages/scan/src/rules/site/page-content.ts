import { isHtml } from '../../site/exchange.ts';
import { absolute, tagsOf } from '../../site/html.ts';
import { pageRule } from '../../site/site-rule.ts';

const page = 'HTTP/1.1 200 OK\ncontent-type: text/html\n\n';

export const pageContentRules = [
  pageRule({
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
      { 'GET /': `${page}<script src="http://cdn.test/a.js"></script>` },
      { 'GET /': `${page}<form action="http://shop.test/login">` },
    ],
    good: [
      {
        'GET /': `${page}<script src="https://cdn.test/a.js" integrity="sha384-x"></script><a href="http://other.test/">`,
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
  }),
  pageRule({
    id: 'site/script-without-integrity',
    title: 'Script of another site without a checksum',
    severity: 'medium',
    confidence: 'likely',
    weakness: ['CWE-353', 'CWE-829'],
    kind: 'security',
    what: 'A script or style from another host is loaded without `integrity`.',
    why: 'Whoever breaks into that host runs code in your pages; it has happened to most of the large ones.',
    fix: 'Serve it yourself, or pin it: `integrity="sha384-…" crossorigin="anonymous"` with a version in its address.',
    bad: [{ 'GET /': `${page}<script src="https://cdn.test/lib@1.2.3/a.js"></script>` }],
    good: [
      {
        'GET /': `${page}<script src="https://cdn.test/a.js" integrity="sha384-abc" crossorigin></script><script src="/own.js"></script>`,
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
  }),
  pageRule({
    id: 'site/third-party-hosts',
    title: 'Hosts of others that run code in the page',
    severity: 'none',
    confidence: 'review',
    weakness: ['CWE-829'],
    kind: 'security',
    what: 'An inventory: the other hosts whose scripts or frames a page loads.',
    why: 'Each can read what the page shows and what visitors type; the list should be known and short.',
    fix: 'Check that each is wanted, and name them in the Content-Security-Policy so that no other gets in.',
    bad: [{ 'GET /': `${page}<script src="https://stats.test/t.js"></script>` }],
    good: [{ 'GET /': `${page}<script src="/own.js"></script><img src="https://pictures.test/a.png">` }],
    checkPage(exchange, report) {
      if (!isHtml(exchange)) return;
      const hosts = tagsOf(exchange.body, 'script', 'iframe')
        .map(({ attributes }) => absolute(attributes.get('src'), exchange.url)?.host)
        .filter((host) => host && host !== exchange.url.host);
      if (hosts.length > 0)
        report({ message: `Code of other hosts: ${[...new Set(hosts)].sort().join(', ').slice(0, 500)}` });
    },
  }),
  pageRule({
    id: 'site/exposed-address',
    title: 'E-mail address in a page',
    severity: 'low',
    confidence: 'review',
    weakness: ['CWE-200'],
    kind: 'security',
    what: "A page shows e-mail addresses of the site's own domain.",
    why: 'Addresses of persons are collected for phishing; one of a role (`security@…`) is meant to be found.',
    fix: 'Offer a form, or an address of a role.',
    bad: [{ 'GET /': `${page}<p>Ask jane.doe@shop.test` }],
    good: [{ 'GET /': `${page}<p>Ask support@shop.test` }, { 'GET /': `${page}<p>you@example.com` }],
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
  }),
] as const;

const roles =
  /^(abuse|admin|billing|careers?|contact|feedback|hello|help|hostmaster|info|jobs|legal|mail|marketing|no-?reply|office|postmaster|press|privacy|sales|security|service|support|team|webmaster)@/i;

const isLoaded = (name: string, attributes: ReadonlyMap<string, string>): boolean =>
  name === 'link' &&
  /\b(stylesheet|preload|modulepreload|icon|manifest)\b/i.test(attributes.get('rel') ?? '');
