import { packScenario } from './pack-scenario.ts';

const limited = (count: number, everySeconds: number) => ({
  format: 'nginx',
  lines: Array.from({ length: count }, (_, n) => {
    const clock = new Date(Date.UTC(2025, 9, 10, 12) + n * everySeconds * 1000).toISOString().slice(11, 19);
    return `2025/10/10 ${clock} [error] 7#7: *${n} limiting requests, excess: 20.5 by zone "one", client: 203.0.113.9, server: _, request: "GET / HTTP/1.1", host: "a"`;
  }),
});

export const httpRateExceeded = packScenario({
  name: 'bugheist/http-rate-exceeded',
  description: 'Kept hammering after the server’s own limit refused it',
  weakness: 'CAPEC-469',
  advice: 'If this is a customer’s integration, give it a key with a limit of its own.',
  kinds: ['http-error'],
  when: (event) => event.more?.['sub_type'] === 'req_limit_exceeded',
  capacity: 10,
  leakMs: 10_000,
  behavior: 'http:dos',
  service: 'http',
  // A page with many pictures, or an office behind one address, exceeds a tight limit too.
  confidence: 1,
  examples: { attacks: [limited(14, 1)], ordinary: [limited(8, 1), limited(30, 20)] },
});
