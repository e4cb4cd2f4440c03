import { headerOf } from '../../site/exchange.ts';
import { siteRule } from '../../site/site-rule.ts';
import { foreignOrigin } from './exposed.ts';

export const openCors = siteRule({
  id: 'site/open-cors',
  title: 'Any site may read the answers',
  severity: 'high',
  confidence: 'certain',
  weakness: ['CWE-942'],
  kind: 'security',
  what: 'The server allows any origin it is told, together with credentials.',
  why: 'Every site that a signed-in person visits can read their data here.',
  fix: 'Compare `Origin` with a list, and answer without `Access-Control-Allow-Credentials` to all others.',
  bad: [
    {
      'CORS /':
        'HTTP/1.1 200 OK\naccess-control-allow-origin: https://origin.invalid\naccess-control-allow-credentials: true\n\n',
    },
  ],
  good: [{ 'CORS /': 'HTTP/1.1 200 OK\naccess-control-allow-origin: *\n\n' }],
  references: ['https://fetch.spec.whatwg.org/#http-cors-protocol'],
  checkSite({ exchanges }, report) {
    for (const exchange of exchanges) {
      if (exchange.purpose !== 'cors') continue;
      const allowed = headerOf(exchange, 'access-control-allow-origin');
      const credentials = headerOf(exchange, 'access-control-allow-credentials') === 'true';
      if ((allowed === foreignOrigin || allowed === 'null') && credentials)
        report({
          url: exchange.url,
          message: 'An unknown origin may read answers with the credentials of the visitor',
        });
    }
  },
});
