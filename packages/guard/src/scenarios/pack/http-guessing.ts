import { isStaticPath } from '../expression/fields.ts';
import { packScenario, requests } from './pack-scenario.ts';
import { isRefusedPage, isServedPage } from './probed-path.ts';
import { lowerPath } from './request-text.ts';

/**
 * Word lists run against the root of a site. Counted is the first part of the path: a client of ours that asks for
 * hundreds of things that are gone (a package registry, a photo album) asks in a few places.
 */
export const httpGuessing = packScenario({
  name: 'bugheist/http-guessing',
  description: 'Guessed the names of pages faster than a crawler follows links',
  weakness: 'CAPEC-169',
  advice: 'Make sure that nothing is protected only by nobody knowing its address.',
  kinds: ['http-access'],
  marks: ['refused', 'page'],
  when: (event) => isRefusedPage(event) && !isStaticPath(event.path),
  distinct: (event) => lowerPath(event).split('/', 2)[1] ?? '',
  relief: (event) => (isServedPage(event) ? 0.25 : 0),
  capacity: 40,
  leakMs: 500,
  behavior: 'http:scan',
  service: 'http',
  confidence: 2,
  examples: {
    attacks: [requests(60, 'GET /guess{n}', { everySeconds: 0.05 })],
    ordinary: [
      requests(400, 'GET /old-article-{n}'),
      requests(500, 'GET /releases/org/example/artifact-{n}', { everySeconds: 0.02 }),
      requests(35, 'GET /gone-{n}', { everySeconds: 0.1 }),
    ],
  },
});
