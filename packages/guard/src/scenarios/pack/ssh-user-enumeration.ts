import { packScenario, sshd } from './pack-scenario.ts';

export const sshUserEnumeration = packScenario({
  name: 'bugheist/ssh-user-enumeration',
  description: 'Tried many ssh user names',
  weakness: 'CWE-204',
  advice: 'Name the few who may log in (AllowUsers).',
  kinds: ['ssh-failed'],
  when: (event) => event.user !== '',
  distinct: (event) => event.user,
  capacity: 4,
  leakMs: 60_000,
  behavior: 'ssh:bruteforce',
  service: 'ssh',
  confidence: 3,
  examples: {
    attacks: [sshd(7, 'Invalid user test{n} from 203.0.113.9 port 42824', 8)],
    ordinary: [sshd(20, 'Invalid user deploy from 203.0.113.9 port 42824', 30)],
  },
});
