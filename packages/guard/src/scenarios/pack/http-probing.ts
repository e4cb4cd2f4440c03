import { isStaticPath } from '../expression/fields.ts';
import { packScenario, requests } from './pack-scenario.ts';

export const httpProbing = packScenario({
  name: 'bugheist/http-probing',
  description: 'Asked for many different addresses that are not there',
  weakness: 'CAPEC-169',
  advice: 'Answer unknown paths with a plain 404 and no version numbers.',
  kinds: ['http-access'],
  when: (event) =>
    (event.status === 404 || event.status === 403 || event.status === 400) && !isStaticPath(event.path),
  distinct: (event) => event.path,
  capacity: 10,
  behavior: 'http:scan',
  service: 'http',
  confidence: 2,
  examples: {
    attacks: [requests(12, 'GET /probe{n}')],
    ordinary: [
      requests(30, 'GET /the-same-dead-link'),
      requests(40, 'GET /img/{n}.png'),
      requests(40, 'GET /page/{n}', { status: 200 }),
      requests(25, 'GET /old/{n}', { everySeconds: 30 }),
    ],
  },
});
