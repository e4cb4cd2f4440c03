import { packScenario } from './pack-scenario.ts';

const garbage = (count: number, everySeconds: number, sent = '\\x03\\x00\\x00/*\\xE0') => ({
  format: 'nginx',
  lines: Array.from({ length: count }, (_, n) => {
    const clock = new Date(Date.UTC(2025, 9, 10, 12) + n * everySeconds * 1000).toISOString().slice(11, 19);
    return `203.0.113.9 - - [10/Oct/2025:${clock} +0000] "${sent}" 400 150 "-" "-"`;
  }),
});

export const httpMalformed = packScenario({
  name: 'bugheist/http-malformed',
  description: 'Sent what is no HTTP at all, again and again',
  weakness: 'CAPEC-272',
  advice: 'Often a scanner trying remote desktop or a game server’s protocol on the wrong port.',
  kinds: ['http-access'],
  marks: ['refused'],
  // A browser that tries TLS first on a plain port is no attacker, nor one that opens a connection in advance.
  when: (event) =>
    event.method === '' && event.status === 400 && event.path !== '' && !event.path.startsWith('\\x16\\x03'),
  capacity: 6,
  leakMs: 30_000,
  behavior: 'http:scan',
  service: 'http',
  confidence: 2,
  examples: {
    attacks: [garbage(9, 2)],
    ordinary: [garbage(4, 2), garbage(20, 60), garbage(50, 1, '\\x16\\x03\\x01\\x02\\x00\\x01')],
  },
});
