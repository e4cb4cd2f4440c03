import { packScenario } from './pack-scenario.ts';

const dropped = (count: number, everySeconds: number, port: (n: number) => number, flags = 'SYN') => ({
  format: 'packet-filter',
  lines: Array.from({ length: count }, (_, n) => {
    const at = new Date(Date.UTC(2025, 9, 10, 12) + n * everySeconds * 1000).toISOString();
    return `${at} host kernel: [UFW BLOCK] IN=eth0 OUT= SRC=203.0.113.9 DST=192.0.2.1 LEN=40 PROTO=TCP SPT=4000 DPT=${port(n)} WINDOW=501 RES=0x00 ${flags} URGP=0`;
  }),
});

export const portScan = packScenario({
  name: 'bugheist/port-scan',
  description: 'Knocked on many closed ports',
  weakness: 'CAPEC-300',
  advice: 'Close everything that is not meant for the world.',
  kinds: ['packet-dropped'],
  // Late packets of connections we opened ourselves carry other flags.
  when: ({ more }) =>
    more?.['service'] === 'tcp' && (more['tcp_flags'] === 'SYN' || more['tcp_flags'] === ''),
  distinct: (event) => event.path,
  capacity: 15,
  leakMs: 5000,
  behavior: 'tcp:scan',
  service: 'tcp',
  confidence: 2,
  examples: {
    attacks: [dropped(20, 1, (n) => 20 + n)],
    ordinary: [
      dropped(200, 1, () => 445),
      dropped(40, 30, (n) => 1000 + n),
      dropped(40, 1, (n) => 40_000 + n, 'ACK FIN'),
    ],
  },
});
