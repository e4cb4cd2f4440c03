import type { Event } from '../../logs/event.ts';
import { packScenario } from './pack-scenario.ts';

const grave = new Set(['CRITICAL', 'critical', 'EMERGENCY', 'emergency', 'ALERT', 'alert', '0', '1', '2']);
const isGrave = (event: Event) => grave.has(event.more?.['ruleseverity'] ?? '');

const blocked = (count: number) => ({
  format: 'modsecurity',
  lines: Array.from(
    { length: count },
    (_, n) =>
      `[Fri Oct 10 12:00:0${n}.000000 2025] [:error] [pid 1] [client 203.0.113.9:5000] [client 203.0.113.9] ModSecurity: Access denied with code 403 (phase 2). [file "/r.conf"] [line "1"] [id "94211${n}"] [msg "SQL Injection"] [severity "CRITICAL"] [hostname "a"] [uri "/x"] [unique_id "u"]`,
  ),
});

export const httpFirewallAlerts = packScenario({
  name: 'bugheist/http-firewall-alerts',
  description: 'The web application firewall refused it several times',
  weakness: 'CAPEC-248',
  advice: 'Compare with your own users’ requests before you trust a rule blindly.',
  kinds: ['http-waf'],
  when: isGrave,
  distinct: (event) => `${event.more?.['ruleid'] ?? ''} ${event.path}`,
  capacity: 2,
  leakMs: 60_000,
  behavior: 'http:exploit',
  service: 'http',
  // A rule somebody else wrote refuses innocent text every day.
  confidence: 1,
  examples: { attacks: [blocked(4)], ordinary: [blocked(1)] },
});
