import { pageRule } from '../../site/site-rule.ts';
import { cookiesOf, isSession, references } from './cookies.ts';
import { html } from './examples.ts';

export const cookieWithoutHttponly = pageRule({
  id: 'site/cookie-without-httponly',
  title: 'Session cookie that scripts can read',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-1004'],
  kind: 'security',
  what: 'A cookie named like a session lacks `HttpOnly`.',
  why: 'An injected script can send it away, and whoever has it is signed in.',
  fix: 'Add `HttpOnly`, which costs nothing: scripts have no use for it.',
  bad: [{ 'GET /': `${html}set-cookie: sessionid=1; Secure\n\n` }],
  good: [
    { 'GET /': `${html}set-cookie: sessionid=1; Secure; HttpOnly\n\n` },
    { 'GET /': `${html}set-cookie: theme=dark; Secure\n\n` },
  ],
  references,
  checkPage(exchange, report) {
    for (const { name, attributes } of cookiesOf(exchange))
      if (isSession(name) && !attributes.has('httponly'))
        report({ message: `Session cookie ${name} lacks HttpOnly`, parameter: name, evidence: name });
  },
});
