import { packScenario, sshd } from './pack-scenario.ts';
import { attemptOf, isRefusedSshLogin } from './ssh-attempt.ts';

export const sshBruteForce = packScenario({
  name: 'bugheist/ssh-brute-force',
  description: 'Many refused ssh logins in a short time',
  weakness: 'CWE-307',
  advice: 'Allow keys only (PasswordAuthentication no).',
  kinds: ['ssh-failed'],
  when: isRefusedSshLogin,
  distinct: attemptOf,
  capacity: 7,
  leakMs: 10_000,
  behavior: 'ssh:bruteforce',
  service: 'ssh',
  confidence: 3,
  examples: {
    attacks: [sshd(10, 'Failed password for root from 203.0.113.9 port 42824 ssh2')],
    ordinary: [
      sshd(4, 'Failed password for ann from 203.0.113.9 port 42824 ssh2', 3),
      sshd(40, 'Connection closed by 203.0.113.9 port 42824 [preauth]', 5),
      sshd(40, 'Accepted publickey for ann from 203.0.113.9 port 42824 ssh2: RSA SHA256:x'),
    ],
  },
});
