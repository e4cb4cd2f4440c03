import { isStaticPath } from '../expression/fields.ts';
import { packScenario, requests } from './pack-scenario.ts';

export const httpSlowProbing = packScenario({
  name: 'bugheist/http-slow-probing',
  description: 'Asked for many addresses that are not there, slowly',
  weakness: 'CAPEC-169',
  advice: 'Look at the list of paths: it names the software the scanner hopes for.',
  kinds: ['http-access'],
  when: (event) => event.status === 404 && !isStaticPath(event.path),
  distinct: (event) => event.path,
  capacity: 40,
  leakMs: 600_000,
  behavior: 'http:scan',
  service: 'http',
  confidence: 1,
  examples: {
    attacks: [requests(45, 'GET /probe{n}.php', { everySeconds: 45 })],
    ordinary: [requests(30, 'GET /gone/{n}', { everySeconds: 45 })],
  },
});
