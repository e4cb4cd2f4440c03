import { siteRule } from '../../site/site-rule.ts';
import { answeredProbes } from './exposed.ts';

export const sourceMap = siteRule({
  id: 'site/source-map',
  title: 'Source map in public',
  severity: 'low',
  confidence: 'certain',
  weakness: ['CWE-540'],
  kind: 'security',
  what: "A script's source map with its original sources can be fetched.",
  why: 'It shows the code as it was written, with names and comments that were meant to stay inside.',
  fix: 'Keep the maps for the error tracker and do not deploy them.',
  bad: [
    {
      'GET /app.js.map':
        'HTTP/1.1 200 OK\ncontent-type: application/json\n\n{"version":3,"sources":["a.ts"],"sourcesContent":["x"]}',
    },
  ],
  good: [{ 'GET /app.js.map': 'HTTP/1.1 404 Not Found\n\n' }],
  checkSite(site, report) {
    for (const exchange of answeredProbes(site))
      if (/"mappings"|"sourcesContent"/.test(exchange.body) && /"version"\s*:\s*3/.test(exchange.body))
        report({ url: exchange.url, message: `${exchange.url.pathname} holds original sources` });
  },
});
