import { packScenario, requests } from './pack-scenario.ts';
import { decodedTarget, isUnusual } from './request-text.ts';

/** Climbing two levels, or naming a file of the operating system. One `..` alone is a browser's relative link. */
const climbing =
  /(?:\.\.[\\/]|\.\.;\/|\.\.%2f|%c0%ae%c0%ae|\.{4,}\/\/){2}|[=/\\](?:etc\/(?:passwd|shadow|hosts|group)|proc\/self\/|windows\/(?:win\.ini|system32)|boot\.ini)|\bphp:\/\/(?:filter|input)|\bfile:\/\/\/|\bexpect:\/\/|\bphar:\/\//;

export const httpPathTraversal = packScenario({
  name: 'bugheist/http-path-traversal',
  description: 'Tried to climb out of the web directory',
  weakness: 'CWE-22',
  advice: 'Any of these answered with 200 deserves a look at once.',
  kinds: ['http-access'],
  when: (event) => isUnusual(event) && climbing.test(decodedTarget(event)),
  distinct: (event) => event.args ?? event.path,
  capacity: 2,
  leakMs: 60_000,
  behavior: 'http:exploit',
  service: 'http',
  confidence: 3,
  examples: {
    attacks: [
      requests(4, 'GET /get?file=..%2f..%2f..%2fetc%2fpasswd&n={n}', { status: 200 }),
      requests(4, 'GET /{n}/..%5c..%5c..%5cwindows/win.ini'),
    ],
    ordinary: [
      requests(20, 'GET /a/../b{n}', { status: 200 }),
      requests(20, 'GET /download?name=report..{n}.pdf', { status: 200 }),
      requests(20, 'GET /guide/etc/{n}', { status: 200 }),
    ],
  },
});
