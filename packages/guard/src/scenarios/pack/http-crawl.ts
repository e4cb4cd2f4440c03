import { isStaticPath } from '../expression/fields.ts';
import { packScenario, requests } from './pack-scenario.ts';

export const httpCrawl = packScenario({
  name: 'bugheist/http-crawl',
  description: 'Fetched pages faster than anybody reads',
  weakness: 'CAPEC-150',
  advice: 'Offer a feed or an API to whoever has a reason to fetch everything.',
  kinds: ['http-access'],
  when: (event) => (event.method === 'GET' || event.method === 'HEAD') && !isStaticPath(event.path),
  distinct: (event) => event.path,
  capacity: 120,
  leakMs: 500,
  behavior: 'http:crawl',
  service: 'http',
  confidence: 1,
  examples: {
    attacks: [requests(200, 'GET /page/{n}', { status: 200, everySeconds: 0.05 })],
    ordinary: [
      requests(300, 'GET /page/{n}', { status: 200, everySeconds: 1 }),
      requests(500, 'GET /poll', { status: 200, everySeconds: 0.1 }),
      requests(90, 'GET /part/{n}', { status: 200, everySeconds: 0.01 }),
    ],
  },
});
