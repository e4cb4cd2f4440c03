import { packScenario, sshd } from './pack-scenario.ts';

export const sshBadExchange = packScenario({
  name: 'bugheist/ssh-bad-exchange',
  description: 'Offered ssh nothing but ciphers of the last century',
  weakness: 'CAPEC-310',
  advice: 'Old network gear of your own may do this too: put it on the allow-list.',
  kinds: ['ssh-bad-exchange', 'ssh-dispatch', 'ssh-refused'],
  when: (event) =>
    event.kind === 'ssh-bad-exchange' || event.kind === 'ssh-dispatch' || event.kind === 'ssh-refused',
  capacity: 5,
  leakMs: 30_000,
  behavior: 'ssh:scan',
  service: 'ssh',
  confidence: 2,
  examples: {
    attacks: [
      sshd(
        8,
        'Unable to negotiate with 203.0.113.9 port 22: no matching key exchange method found. Their offer: x',
      ),
    ],
    ordinary: [
      sshd(
        12,
        'Unable to negotiate with 203.0.113.9 port 22: no matching host key type found. Their offer: x',
        60,
      ),
    ],
  },
});
