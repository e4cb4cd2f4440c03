import { headerOf, isHtml } from '../../site/exchange.ts';
import { pageRule } from '../../site/site-rule.ts';
import { directivesOf, scriptSources } from './content-policy.ts';

const html = 'HTTP/1.1 200 OK\ncontent-type: text/html\n';
const references = ['https://owasp.org/www-project-secure-headers/'];

export const headerRules = [
  pageRule({
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
    references,
    checkPage(page, report) {
      if (isHtml(page) && !page.headers.has('content-security-policy'))
        report({ message: 'The page is sent without a Content-Security-Policy' });
    },
  }),
  pageRule({
    id: 'site/weak-content-policy',
    title: 'Content-Security-Policy that lets scripts in',
    severity: 'medium',
    confidence: 'likely',
    weakness: ['CWE-693'],
    kind: 'security',
    what: 'The policy allows inline scripts without nonce or hash, `eval`, or scripts from anywhere.',
    why: 'An injected script passes such a policy, so it protects from nothing.',
    fix: "Give scripts a nonce or hash and drop `'unsafe-inline'`, `'unsafe-eval'`, `*`, `http:`, `https:` and `data:` from `script-src`.",
    bad: [
      { 'GET /': `${html}content-security-policy: script-src 'self' 'unsafe-inline'\n\n` },
      { 'GET /': `${html}content-security-policy: default-src *\n\n` },
      { 'GET /': `${html}content-security-policy: img-src 'self'\n\n` },
    ],
    good: [
      { 'GET /': `${html}content-security-policy: script-src 'nonce-abc' 'unsafe-inline'\n\n` },
      { 'GET /': `${html}content-security-policy: default-src 'none'; script-src 'self'\n\n` },
    ],
    references: ['https://www.w3.org/TR/CSP3/'],
    checkPage(page, report) {
      const policy = headerOf(page, 'content-security-policy');
      if (policy === null || !isHtml(page)) return;
      const sources = scriptSources(directivesOf(policy));
      if (sources === null) {
        report({
          message: 'The policy says nothing of scripts: any may run',
          evidence: policy.slice(0, 300),
        });
        return;
      }
      const isNonced = sources.some((source) => /^'(nonce-|sha\d{3}-|strict-dynamic')/.test(source));
      const open = sources.filter((source) => /^('unsafe-eval'|\*|https?:|data:|blob:)$/.test(source));
      if (sources.includes("'unsafe-inline'") && !isNonced) open.unshift("'unsafe-inline'");
      if (open.length > 0)
        report({
          message: `The policy lets scripts in by ${open.join(', ')}`,
          evidence: policy.slice(0, 300),
        });
    },
  }),
  pageRule({
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
    references,
    checkPage(page, report) {
      if (!isHtml(page)) return;
      const options = headerOf(page, 'x-frame-options') ?? '';
      const ancestors = directivesOf(headerOf(page, 'content-security-policy') ?? '').get('frame-ancestors');
      if (!/^\s*(deny|sameorigin)\s*$/i.test(options) && (ancestors === undefined || ancestors.includes('*')))
        report({ message: 'Any site may show this page in a frame' });
    },
  }),
  pageRule({
    id: 'site/content-sniffing',
    title: 'Browsers may guess the content type',
    severity: 'low',
    confidence: 'certain',
    weakness: ['CWE-693'],
    kind: 'security',
    what: 'An answer lacks `X-Content-Type-Options: nosniff`.',
    why: 'A file that somebody uploaded as text may then be run as a script.',
    fix: 'Send `X-Content-Type-Options: nosniff` with everything.',
    bad: [{ 'GET /': `${html}\n` }],
    good: [{ 'GET /': `${html}x-content-type-options: nosniff\n\n` }],
    references,
    checkPage(page, report) {
      if (!/^\s*nosniff\s*$/i.test(headerOf(page, 'x-content-type-options') ?? ''))
        report({ message: 'The answer lacks X-Content-Type-Options: nosniff' });
    },
  }),
  pageRule({
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
    references,
    checkPage(page, report) {
      const policy = (headerOf(page, 'referrer-policy') ?? '').split(',').at(-1)?.trim().toLowerCase() ?? '';
      if (policy === 'unsafe-url' || policy === 'no-referrer-when-downgrade')
        report({ message: `Referrer-Policy is ${policy}` });
    },
  }),
  pageRule({
    id: 'site/server-version',
    title: 'Answers name the software and its version',
    severity: 'low',
    confidence: 'certain',
    weakness: ['CWE-200'],
    kind: 'security',
    what: '`Server`, `X-Powered-By` or the like names a version.',
    why: 'When a hole in that version becomes known, searching for the header finds every site that has it.',
    fix: 'Switch the header off (`server_tokens off`, `expose_php = Off`, `app.disable("x-powered-by")`).',
    bad: [{ 'GET /': `${html}server: nginx/1.18.0\n\n` }, { 'GET /': `${html}x-powered-by: PHP/7.4.3\n\n` }],
    good: [{ 'GET /': `${html}server: nginx\n\n` }],
    references,
    checkPage(page, report) {
      for (const name of ['server', 'x-powered-by', 'x-aspnet-version', 'x-aspnetmvc-version', 'x-generator'])
        for (const value of page.headers.get(name) ?? [])
          if (/\d\.\d|\/\d|^\d/.test(value)) report({ message: `${name}: ${value}`, parameter: name });
    },
  }),
] as const;
