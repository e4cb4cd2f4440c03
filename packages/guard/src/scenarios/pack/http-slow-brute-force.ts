import { isRefusedLogin, loginRelief } from './http-brute-force.ts';
import { packScenario, requests } from './pack-scenario.ts';

export const httpSlowBruteForce = packScenario({
  name: 'bugheist/http-slow-brute-force',
  description: 'Refused logins that go on for hours',
  weakness: 'CWE-307',
  advice: 'Look at the account names: a list that follows the alphabet is no forgetful user.',
  kinds: ['http-access', 'http-error', 'auth-failed'],
  marks: ['refused', 'sent'],
  when: isRefusedLogin,
  relief: loginRelief,
  capacity: 30,
  leakMs: 900_000,
  behavior: 'http:bruteforce',
  service: 'http',
  // A calendar that still has the old password looks the same.
  confidence: 1,
  examples: {
    attacks: [requests(40, 'POST /login', { status: 401, everySeconds: 60 })],
    ordinary: [requests(20, 'POST /login', { status: 401, everySeconds: 600 })],
  },
});
