import { lacks, making, setsCookie, setting, words } from '../cookie-calls.ts';
import { argument, type Call } from '../flow/call.ts';
import { example, forEach, type Look, pythonRule } from '../python-rule.ts';

export const cookieWithoutSamesite = pythonRule({
  id: 'python/cookie-without-samesite',
  title: 'Cookie that other sites may send along',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-1275'],
  kind: 'security',
  what: 'A cookie that is otherwise protected is set without `samesite`, or any with `None`.',
  why: 'With `None`, and in old browsers, forms of other sites are sent with it.',
  fix: '`samesite="Lax"`, or `"Strict"` for what only your own pages need.',
  bad: [
    example('def view(response):', '    response.set_cookie("s", value, secure=True, httponly=True)'),
    example(
      'from pyramid.session import SignedCookieSessionFactory',
      'SignedCookieSessionFactory(key, samesite=None)',
    ),
  ],
  good: [
    example(
      'def view(response):',
      '    response.set_cookie("s", value, secure=True, httponly=True, samesite="Lax")',
    ),
    example('from pyramid.session import SignedCookieSessionFactory', 'SignedCookieSessionFactory(key)'),
  ],
  words,
  calls: {
    ...forEach(setting, (call: Call, look: Look) => {
      if (!setsCookie(call, look) || !lacks(call, look, 'samesite')) return;
      const isProtected = !lacks(call, look, 'secure') && !lacks(call, look, 'httponly', 'http_only');
      if (isProtected || argument(call, -1, 'samesite'))
        look.report(call.node, { message: 'Without `samesite`' });
    }),
    ...forEach(making, (call: Call, look: Look) => {
      // Left out, it is `Lax` here.
      if (argument(call, -1, 'samesite') && lacks(call, look, 'samesite'))
        look.report(call.node, { message: 'Without `samesite`' });
    }),
  },
});
