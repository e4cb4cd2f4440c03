import { packScenario, sshd } from './pack-scenario.ts';

export const sshSlowBruteForce = packScenario({
  name: 'bugheist/ssh-slow-brute-force',
  description: 'Refused ssh logins that go on for hours',
  weakness: 'CWE-307',
  advice: 'Allow keys only (PasswordAuthentication no).',
  kinds: ['ssh-failed'],
  when: () => true,
  capacity: 20,
  leakMs: 600_000,
  behavior: 'ssh:bruteforce',
  service: 'ssh',
  confidence: 2,
  examples: {
    attacks: [sshd(26, 'Failed password for root from 203.0.113.9 port 42824 ssh2', 90)],
    ordinary: [sshd(15, 'Failed password for ann from 203.0.113.9 port 42824 ssh2', 300)],
  },
});
