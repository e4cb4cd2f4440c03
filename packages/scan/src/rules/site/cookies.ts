import type { Exchange } from '../../site/exchange.ts';
import { pageRule } from '../../site/site-rule.ts';

const page = 'HTTP/1.1 200 OK\ncontent-type: text/html\n';
const references = ['https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie'];

interface Cookie {
  readonly name: string;
  readonly attributes: ReadonlySet<string>;
}

/** Names of cookies and their attributes in lower case; values are not kept. */
const cookiesOf = ({ headers }: Exchange): Cookie[] =>
  (headers.get('set-cookie') ?? []).map((header) => {
    const [pair = '', ...attributes] = header.split(';').map((part) => part.trim());
    return {
      name: pair.split('=')[0] ?? '',
      attributes: new Set(
        attributes
          .map((attribute) => attribute.toLowerCase().split('=')[0] ?? '')
          .concat(attributes.map((a) => a.toLowerCase())),
      ),
    };
  });

/** Cookies that stand for a person who signed in. Anti-forgery tokens are read by scripts on purpose. */
const isSession = (name: string): boolean =>
  /sess|sid$|auth|token|jwt|login|remember/i.test(name) && !/csrf|xsrf/i.test(name);

export const cookieRules = [
  pageRule({
    id: 'site/cookie-without-secure',
    title: 'Cookie that is sent in clear, too',
    severity: 'medium',
    confidence: 'certain',
    weakness: ['CWE-614'],
    kind: 'security',
    what: 'A cookie set over HTTPS lacks `Secure`.',
    why: 'One request over plain HTTP, which anybody on the way can provoke, carries it in clear.',
    fix: 'Add `Secure`; name session cookies `__Host-…` so that browsers insist on it.',
    bad: [{ 'GET /': `${page}set-cookie: session=1; HttpOnly\n\n` }],
    good: [{ 'GET /': `${page}set-cookie: session=1; Secure; HttpOnly\n\n` }],
    references,
    checkPage(exchange, report) {
      if (exchange.url.protocol !== 'https:') return;
      for (const { name, attributes } of cookiesOf(exchange))
        if (!attributes.has('secure'))
          report({ message: `Cookie ${name} lacks Secure`, parameter: name, evidence: name });
    },
  }),
  pageRule({
    id: 'site/cookie-without-httponly',
    title: 'Session cookie that scripts can read',
    severity: 'medium',
    confidence: 'likely',
    weakness: ['CWE-1004'],
    kind: 'security',
    what: 'A cookie named like a session lacks `HttpOnly`.',
    why: 'An injected script can send it away, and whoever has it is signed in.',
    fix: 'Add `HttpOnly`, which costs nothing: scripts have no use for it.',
    bad: [{ 'GET /': `${page}set-cookie: sessionid=1; Secure\n\n` }],
    good: [
      { 'GET /': `${page}set-cookie: sessionid=1; Secure; HttpOnly\n\n` },
      { 'GET /': `${page}set-cookie: theme=dark; Secure\n\n` },
    ],
    references,
    checkPage(exchange, report) {
      for (const { name, attributes } of cookiesOf(exchange))
        if (isSession(name) && !attributes.has('httponly'))
          report({ message: `Session cookie ${name} lacks HttpOnly`, parameter: name, evidence: name });
    },
  }),
  pageRule({
    id: 'site/cookie-cross-site',
    title: 'Session cookie that other sites can have sent',
    severity: 'low',
    confidence: 'likely',
    weakness: ['CWE-1275'],
    kind: 'security',
    what: 'A cookie named like a session has no `SameSite`, or `SameSite=None`.',
    why: 'Forms of other sites are then submitted with it: cross-site request forgery needs no more.',
    fix: 'Add `SameSite=Lax` or `Strict`.',
    bad: [{ 'GET /': `${page}set-cookie: sessionid=1; Secure; HttpOnly\n\n` }],
    good: [{ 'GET /': `${page}set-cookie: sessionid=1; SameSite=Lax; Secure; HttpOnly\n\n` }],
    references,
    checkPage(exchange, report) {
      for (const { name, attributes } of cookiesOf(exchange))
        if (isSession(name) && (!attributes.has('samesite') || attributes.has('samesite=none')))
          report({
            message: `Session cookie ${name} is sent with requests of other sites`,
            parameter: name,
            evidence: name,
          });
    },
  }),
] as const;
