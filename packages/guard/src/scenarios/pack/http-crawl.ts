import { isStaticPath } from '../expression/fields.ts';
import { packScenario, requests } from './pack-scenario.ts';

export const httpCrawl = packScenario({
  name: 'bugheist/http-crawl',
  description: 'Fetched pages faster than anybody reads',
  weakness: 'CAPEC-150',
  advice: 'Offer a feed or an API to whoever has a reason to fetch everything.',
  kinds: ['http-access'],
  marks: ['page'],
  when: (event) => (event.method === 'GET' || event.method === 'HEAD') && !isStaticPath(event.path),
  distinct: (event) => event.path,
  // Photo albums, maps and file sync fetch hundreds at once; nobody goes on like that for minutes.
  capacity: 1500,
  leakMs: 50,
  behavior: 'http:crawl',
  service: 'http',
  confidence: 1,
  examples: {
    attacks: [requests(3000, 'GET /page/{n}', { status: 200, everySeconds: 0.02 })],
    ordinary: [
      requests(300, 'GET /page/{n}', { status: 200, everySeconds: 1 }),
      requests(500, 'GET /poll', { status: 200, everySeconds: 0.1 }),
      requests(1200, 'GET /api/assets/{n}/thumbnail', { status: 200, everySeconds: 0.01 }),
      requests(2000, 'GET /dav/files/{n}', { status: 200, everySeconds: 0.06 }),
    ],
  },
});
