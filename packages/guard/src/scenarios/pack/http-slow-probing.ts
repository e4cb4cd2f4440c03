import { isStaticPath } from '../expression/fields.ts';
import { packScenario, requests } from './pack-scenario.ts';
import { isHunted, isServedPage } from './probed-path.ts';

export const httpSlowProbing = packScenario({
  name: 'bugheist/http-slow-probing',
  description: 'Asked for many programs and files that attackers hunt, slowly',
  weakness: 'CAPEC-169',
  advice: 'Look at the list of paths: it names the software the scanner hopes for.',
  kinds: ['http-access'],
  marks: ['refused', 'page'],
  when: (event) => event.status === 404 && !isStaticPath(event.path) && isHunted(event),
  distinct: (event) => event.path,
  relief: (event) => (isServedPage(event) ? 0.5 : 0),
  capacity: 40,
  leakMs: 600_000,
  behavior: 'http:scan',
  service: 'http',
  confidence: 1,
  examples: {
    attacks: [requests(45, 'GET /probe{n}.php', { everySeconds: 45 })],
    ordinary: [
      requests(30, 'GET /gone/{n}.php', { everySeconds: 45 }),
      requests(200, 'GET /gone/{n}', { everySeconds: 45 }),
    ],
  },
});
