import { pageRule } from '../../site/site-rule.ts';
import { cookiesOf, isSession, references } from './cookies.ts';
import { html } from './examples.ts';

export const cookieCrossSite = pageRule({
  id: 'site/cookie-cross-site',
  title: 'Session cookie that other sites can have sent',
  severity: 'low',
  confidence: 'likely',
  weakness: ['CWE-1275'],
  kind: 'security',
  what: 'A cookie named like a session has no `SameSite`, or `SameSite=None`.',
  why: 'Forms of other sites are then submitted with it: cross-site request forgery needs no more.',
  fix: 'Add `SameSite=Lax` or `Strict`.',
  bad: [{ 'GET /': `${html}set-cookie: sessionid=1; Secure; HttpOnly\n\n` }],
  good: [{ 'GET /': `${html}set-cookie: sessionid=1; SameSite=Lax; Secure; HttpOnly\n\n` }],
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
});
