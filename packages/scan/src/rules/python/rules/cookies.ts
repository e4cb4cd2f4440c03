import { argument, type Call, hasSpread, isKeyword } from '../flow/call.ts';
import { example, forEach, type Look, type PythonRule, pythonRule } from '../python-rule.ts';

const words =
  /\b(set_cookie|set_secure_cookie|set_signed_cookie|(SESSION|CSRF|REMEMBER)_COOKIE_\w+|UnencryptedCookieSessionFactoryConfig|AuthTktCookieHelper|AuthTktAuthenticationPolicy|CookieCSRFStoragePolicy|SessionMiddleware)\b|SessionFactory\b/;

const setting = ['set_cookie', 'set_secure_cookie', 'set_signed_cookie'];
/** What sets cookies later, by the flags it is made with. Source: Pyramid's and Starlette's reference. */
const making = [
  'AuthTktCookieHelper',
  'AuthTktAuthenticationPolicy',
  'SignedCookieSessionFactory',
  'BaseCookieSessionFactory',
  'UnencryptedCookieSessionFactoryConfig',
  'CookieCSRFStoragePolicy',
];

export const cookieWithoutSecure = pythonRule({
  id: 'python/cookie-without-secure',
  title: 'Cookie that goes over plain HTTP',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-614'],
  kind: 'security',
  what: 'A cookie is set without `secure`, or a setting switches it off.',
  why: 'One request to `http://` is enough for whoever stands in between to read the cookie.',
  fix: '`set_cookie(…, secure=True, httponly=True, samesite="Lax")`.',
  bad: [
    example('def view(response):', '    response.set_cookie("session", value, httponly=True)'),
    example('SESSION_COOKIE_SECURE = False'),
  ],
  good: [
    example('def view(response):', '    response.set_cookie("session", value, secure=True)'),
    example('def view(response):', '    response.set_cookie("session", "", max_age=0)'),
    example('from http.cookiejar import CookieJar', 'jar = CookieJar()', 'jar.set_cookie(cookie)'),
  ],
  words,
  calls: forEach([...setting, ...making], (call: Call, look: Look) => {
    if (setsCookie(call, look) && lacks(call, look, 'secure'))
      look.report(call.node, { message: 'Without `secure`' });
  }),
  assigned(target, _value, node, _inside, look) {
    if (/(SESSION|CSRF|REMEMBER)_COOKIE_SECURE["'\]]*$/.test(target) && isOff(node, look))
      look.report(node, { confidence: 'likely', message: `\`${target}\` is switched off` });
  },
});

export const cookieWithoutHttponly = pythonRule({
  id: 'python/cookie-without-httponly',
  title: 'Cookie that scripts can read',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-1004'],
  kind: 'security',
  what: 'A cookie is set without `httponly`, or a setting switches it off.',
  why: 'One hole for scripts in a page is enough to send the session elsewhere.',
  fix: '`set_cookie(…, secure=True, httponly=True, samesite="Lax")`.',
  bad: [
    example('def view(response):', '    response.set_cookie("session", value, secure=True)'),
    example('SESSION_COOKIE_HTTPONLY = False'),
  ],
  good: [
    example('def view(response):', '    response.set_cookie("session", value, httponly=True)'),
    example('def view(response):', '    response.set_cookie("session", value, **flags)'),
  ],
  words,
  calls: forEach([...setting, ...making], (call: Call, look: Look) => {
    if (setsCookie(call, look) && lacks(call, look, 'httponly', 'http_only'))
      look.report(call.node, { message: 'Without `httponly`' });
  }),
  assigned(target, _value, node, _inside, look) {
    if (/(SESSION|REMEMBER)_COOKIE_HTTPONLY["'\]]*$/.test(target) && isOff(node, look))
      look.report(node, { confidence: 'likely', message: `\`${target}\` is switched off` });
  },
});

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

export const cookieRules: readonly PythonRule[] = [
  cookieWithoutSecure,
  cookieWithoutHttponly,
  cookieWithoutSamesite,
];

/** Whether a browser is given a cookie here, by flags that are all in the text. */
function setsCookie(call: Call, look: Look): boolean {
  if (hasSpread(call)) return false;
  if (!setting.includes(call.method)) return true;
  // The jar of a client is handed a whole cookie.
  if (call.arguments.length < 2 || /jar\b|\bclient|\bsession\b/i.test(call.name)) return false;
  const isDeletion =
    isKeyword(call, 'max_age', '0', look.textOf) || isKeyword(call, 'expires', '0', look.textOf);
  return !isDeletion;
}

function lacks(call: Call, look: Look, ...keywords: readonly string[]): boolean {
  const given = keywords.map((keyword) => argument(call, -1, keyword)).find((one) => one !== null);
  // Falcon sets both flags of itself.
  if (!given) return !/\bfalcon\b/.test(look.file.text) || keywords.includes('samesite');
  return /^(False|None|["']None["'])$/.test(look.textOf(given.node));
}

function isOff(assignment: Parameters<Look['report']>[0], look: Look): boolean {
  const right = assignment.children.at(-1);
  return right !== undefined && look.textOf(right) === 'False';
}
