import { copy } from '../../logs/timestamp.ts';
import { packScenario, requests } from './pack-scenario.ts';

/** Names scanners give themselves. None is part of a browser's or a library's name. */
const names = [
  ...[
    'sqlmap',
    'nikto',
    'nuclei',
    'masscan',
    'zgrab',
    'gobuster',
    'dirbuster',
    'feroxbuster',
    'wpscan',
    'acunetix',
  ],
  ...[
    'nessus',
    'openvas',
    'w3af',
    'arachni',
    'whatweb',
    'joomscan',
    'jorgee',
    'zmeu',
    'morfeus',
    'fimap',
    'havij',
  ],
  ...[
    'netsparker',
    'wfuzz',
    'ffuf',
    'commix',
    'xsstrike',
    'dalfox',
    'nmap scripting',
    'l9explore',
    'l9tcpid',
  ],
  ...[
    'cgichk',
    'webshag',
    'grendel-scan',
    'paros',
    'sqlninja',
    'skipfish',
    'dirb/',
    'muieblackcat',
    'wapiti',
  ],
];

/** Whole words: "Comparos" is no "Paros". */
const scanner = new RegExp(
  `(?:^|[^a-z])(?:${names.map((name) => name.replaceAll(/[-/]/g, '\\$&')).join('|')})(?![a-z])`,
);

/**
 * User agents repeat, so answers are remembered, each in the place its length and two characters name: comparing with
 * one other agent costs less than hashing this one, and no client can make it grow.
 */
const known: ({ readonly agent: string; readonly answer: boolean } | undefined)[] = new Array(1024);

function isScanner(agent: string): boolean {
  const { length } = agent;
  const place =
    (length * 31 + agent.charCodeAt(length >> 1) * 7 + agent.charCodeAt(length - 1)) % known.length;
  const remembered = known[place];
  if (remembered !== undefined && remembered.agent === agent) return remembered.answer;
  const answer = scanner.test(agent.slice(0, 512).toLowerCase());
  known[place] = { agent: copy(agent), answer };
  return answer;
}

export const httpScannerAgent = packScenario({
  name: 'bugheist/http-scanner-agent',
  description: 'Called itself by the name of an attack tool',
  weakness: 'CAPEC-310',
  advice: 'If the scan is your own, put its address on the allow-list.',
  kinds: ['http-access'],
  when: (event) => event.ua !== '' && isScanner(event.ua),
  capacity: 1,
  leakMs: 60_000,
  behavior: 'http:scan',
  service: 'http',
  confidence: 3,
  examples: {
    attacks: [requests(3, 'GET /', { status: 200, agent: 'sqlmap/1.7.2#stable (https://sqlmap.org)' })],
    ordinary: [
      requests(50, 'GET /', { status: 200, agent: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/130.0' }),
      requests(50, 'GET /feed', { status: 200, agent: 'curl/8.5.0', everySeconds: 2 }),
    ],
  },
});
