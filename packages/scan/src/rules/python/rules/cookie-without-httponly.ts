import { isOff, lacks, making, setsCookie, setting, words } from '../cookie-calls.ts';
import type { Call } from '../flow/call.ts';
import { example, forEach, type Look, pythonRule } from '../python-rule.ts';

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
