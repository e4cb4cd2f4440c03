import { pageRule } from '../../site/site-rule.ts';
import { html } from './examples.ts';

export const serverVersion = pageRule({
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
  references: ['https://owasp.org/www-project-secure-headers/'],
  checkPage(page, report) {
    for (const name of ['server', 'x-powered-by', 'x-aspnet-version', 'x-aspnetmvc-version', 'x-generator'])
      for (const value of page.headers.get(name) ?? [])
        if (/\d\.\d|\/\d|^\d/.test(value)) report({ message: `${name}: ${value}`, parameter: name });
  },
});
