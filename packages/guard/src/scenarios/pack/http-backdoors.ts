import { packScenario, requests } from './pack-scenario.ts';
import { extension, lowerPath } from './request-text.ts';

/** File names of web shells left behind by other intruders. */
const shell =
  /\/(?:c99|c100|r57|wso\d*|alfa(?:_?data|shell)?|b374k|indoxploit|mini_?shell|webshell|leafmailer|adminer-\d|0byte|marijuana|gel4y|wp-(?:conflg|sigunq|blog-header-bak|22|kill)|xleet|shell\d*|cmd|up(?:load)?_?er|filesman|simattacker|pwn\d*)\.(?:php\d?|phtml|asp|aspx|jsp|cgi)$/;

const scripts = new Set(['php', 'php3', 'php4', 'php5', 'php7', 'phtml', 'asp', 'aspx', 'jsp', 'cgi']);

export const httpBackdoors = packScenario({
  name: 'bugheist/http-backdoors',
  description: 'Looked for shells other intruders left behind',
  weakness: 'CAPEC-650',
  advice: 'A 200 on one of these means the machine is already somebody else’s.',
  kinds: ['http-access'],
  marks: ['refused'],
  // A page of that name that is there belongs to the site, or is a find of its own.
  when: (event) => event.status >= 400 && scripts.has(extension(event)) && shell.test(lowerPath(event)),
  distinct: (event) => event.path,
  capacity: 1,
  leakMs: 300_000,
  behavior: 'http:scan',
  service: 'http',
  confidence: 3,
  examples: {
    attacks: [
      {
        format: 'nginx',
        lines: ['/c99.php', '/images/wso2.php'].map(
          (path, n) => `203.0.113.9 - - [10/Oct/2025:12:00:0${n} +0000] "GET ${path} HTTP/1.1" 404 1 "-" "x"`,
        ),
      },
    ],
    ordinary: [
      requests(30, 'POST /{n}/uploader.php', { status: 200 }),
      requests(30, 'GET /index.php?page={n}', { status: 200 }),
      requests(30, 'GET /shell-scripting/{n}.php', { status: 200 }),
    ],
  },
});
