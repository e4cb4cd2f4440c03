import { isStaticPath } from '../expression/fields.ts';
import { packScenario, requests } from './pack-scenario.ts';
import { isHunted, isRefusedPage, isServedPage } from './probed-path.ts';

export const httpProbing = packScenario({
  name: 'bugheist/http-probing',
  description: 'Asked for many programs and files that attackers hunt and that are not there',
  weakness: 'CAPEC-169',
  advice: 'Answer unknown paths with a plain 404 and no version numbers.',
  kinds: ['http-access'],
  marks: ['refused', 'page'],
  when: (event) => isRefusedPage(event) && !isStaticPath(event.path) && isHunted(event),
  distinct: (event) => event.path,
  // A crawler that still knows the old site finds pages of the new one too.
  relief: (event) => (isServedPage(event) ? 0.25 : 0),
  capacity: 9,
  leakMs: 3000,
  behavior: 'http:scan',
  service: 'http',
  confidence: 2,
  examples: {
    attacks: [requests(15, 'GET /probe{n}.php'), requests(20, 'GET /wp-content/plugins/p{n}/readme.txt')],
    ordinary: [
      requests(30, 'GET /the-same-dead-link.php'),
      requests(300, 'GET /articles/{n}'),
      requests(40, 'GET /img/{n}.png'),
      requests(40, 'GET /page/{n}.php', { status: 200 }),
      requests(35, 'GET /old/{n}.php', { everySeconds: 4 }),
    ],
  },
});
