import { packScenario, sshd } from './pack-scenario.ts';
import { attemptOf, isRefusedSshLogin, messageOf } from './ssh-attempt.ts';

/** A password was tried, or a name that isn't there. A job with the wrong key is a nuisance, no guess. */
const guess = /^(?:Failed (?:password|keyboard)|Invalid user|pam_)/;

export const sshSlowBruteForce = packScenario({
  name: 'bugheist/ssh-slow-brute-force',
  description: 'Refused ssh logins that go on for hours',
  weakness: 'CWE-307',
  advice: 'Allow keys only (PasswordAuthentication no).',
  kinds: ['ssh-failed'],
  when: (event) => isRefusedSshLogin(event) && guess.test(messageOf(event)),
  distinct: attemptOf,
  capacity: 20,
  leakMs: 300_000,
  behavior: 'ssh:bruteforce',
  service: 'ssh',
  confidence: 2,
  examples: {
    attacks: [sshd(32, 'Failed password for root from 203.0.113.9 port 42824 ssh2', 90)],
    ordinary: [
      sshd(200, 'Failed password for backup from 203.0.113.9 port 42824 ssh2', 300),
      sshd(200, 'Connection closed by authenticating user deploy 203.0.113.9 port 42824 [preauth]', 60),
      sshd(200, 'Connection closed by 203.0.113.9 port 42824 [preauth]', 60),
    ],
  },
});
