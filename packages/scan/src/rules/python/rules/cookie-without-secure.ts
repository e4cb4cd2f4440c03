import { isOff, lacks, making, setsCookie, setting, words } from '../cookie-calls.ts';
import type { Call } from '../flow/call.ts';
import { example, forEach, type Look, pythonRule } from '../python-rule.ts';

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
