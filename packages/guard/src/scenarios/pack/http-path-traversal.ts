import type { Event } from '../../logs/event.ts';
import { packScenario, requests } from './pack-scenario.ts';
import { decodedArgs, decodedTarget, isUnusual, throughMatch } from './request-text.ts';

/** Files of the operating system, and wrappers and XML entities that read any. */
const systemFile =
  /[=/\\](?:etc\/(?:passwd|shadow|hosts|group)|proc\/self\/|windows\/(?:win\.ini|system32)|boot\.ini)|(?:^|[?&=/"'])(?:php:\/\/(?:filter|input)|file:\/\/\/(?:etc|proc|usr|c:)|expect:\/\/|phar:\/\/)|<!entity\s[^>]{0,200}\bsystem\b/;
/** Climbing in disguise: no link, however broken, is written like that. */
const disguised = /(?:\.\.\\|\.\.;\/|%c0%ae%c0%ae|\.{4,}\/\/){2}/;
const climbing = /(?:\.\.\/){3}/;
/** Thumbnail programs and return addresses climb a few levels. */
const climbingFar = /(?:\.\.\/){5}/;

const anyClimb = new RegExp(`${systemFile.source}|${disguised.source}|${climbing.source}[^?&]{0,100}`);

function climbs(event: Event): boolean {
  const target = decodedTarget(event);
  if (!target.includes('..') && !target.includes('etc/') && !target.includes('://') && !target.includes('<!'))
    return false;
  if (systemFile.test(target) || disguised.test(target)) return true;
  const args = decodedArgs(event);
  if (climbingFar.test(args)) return true;
  const path = args === '' ? target : target.slice(0, -args.length);
  return climbing.test(path) && leavesRoot(path);
}

/** A relative link that was joined badly still ends inside the site. */
function leavesRoot(path: string): boolean {
  let depth = 0;
  for (const part of path.split('/').slice(1)) {
    if (part === '..') depth--;
    else if (part !== '' && part !== '.') depth++;
    if (depth < -2) return true;
  }
  return false;
}

export const httpPathTraversal = packScenario({
  name: 'bugheist/http-path-traversal',
  description: 'Tried to climb out of the web directory',
  weakness: 'CWE-22',
  advice: 'Any of these answered with 200 deserves a look at once.',
  kinds: ['http-access'],
  marks: ['unusual'],
  when: (event) => isUnusual(event) && climbs(event),
  distinct: (event) => throughMatch(anyClimb, event),
  capacity: 2,
  leakMs: 60_000,
  behavior: 'http:exploit',
  service: 'http',
  confidence: 3,
  examples: {
    attacks: [
      requests(4, 'GET /get?n={n}&file=..%2f..%2f..%2fetc%2fpasswd', { status: 200 }),
      requests(4, 'GET /{n}/..%5c..%5c..%5cwindows/win.ini'),
      requests(4, 'GET /../../../../srv/{n}'),
    ],
    ordinary: [
      requests(20, 'GET /a/../b{n}', { status: 200 }),
      requests(20, 'GET /en/docs/guide/../../../img/{n}', { status: 200 }),
      requests(20, 'GET /../../img/logo{n}.png'),
      requests(20, 'GET /timthumb.php?src=../../../uploads/{n}.jpg', { status: 200 }),
      requests(20, 'GET /login?return=..%2F..%2Faccount%2F{n}', { status: 200 }),
      requests(20, 'GET /download?name=report..{n}.pdf', { status: 200 }),
      requests(20, 'GET /guide/etc/{n}', { status: 200 }),
      requests(20, 'GET /suggest?q=what+is+/etc/passwd{n}', { status: 200 }),
    ],
  },
});
