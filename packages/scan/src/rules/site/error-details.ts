import { siteRule } from '../../site/site-rule.ts';

const traces =
  /\n\s+at [^\n]{1,200}\(?\/[^\n]{1,200}:\d+:\d+\)?|Traceback \(most recent call last\)|Werkzeug Debugger|DEBUG\s?=\s?True|Whoops, looks like something went wrong|\bat [a-z][\w.$]{3,100}\([A-Z]\w{1,60}\.java:\d+\)/;

export const errorDetails = siteRule({
  id: 'site/error-details',
  title: 'Error page that tells of the inside',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-209'],
  kind: 'security',
  what: 'The page for an address that does not exist shows a stack trace or a debugger.',
  why: 'It names files, versions and settings; some debuggers even run code.',
  fix: 'Switch the debug mode off and answer with a plain page.',
  bad: [
    {
      'GET /bugheist-missing':
        'HTTP/1.1 404 Not Found\n\nError: x\n    at route (/srv/app/index.js:12:3)\n    at next (/srv/app/a.js:1:1)',
    },
  ],
  good: [{ 'GET /bugheist-missing': 'HTTP/1.1 404 Not Found\n\nNot found' }],
  checkSite({ exchanges }, report) {
    for (const exchange of exchanges)
      if (exchange.purpose === 'missing' && traces.test(exchange.body))
        report({
          url: exchange.url,
          message: `The answer to a missing page (${exchange.status}) shows a stack trace or debugger`,
        });
  },
});
