import type { MetricFamily } from '../metrics/exposition.ts';
import type { Sharing } from './sharing.ts';

/** How the exchange with the server goes. */
export function sharingFamilies({
  isUp,
  lastSuccessAt,
  aheadMs,
}: Pick<Sharing, 'isUp' | 'lastSuccessAt' | 'aheadMs'>): MetricFamily[] {
  const gauge = (name: string, help: string, value: number): MetricFamily => ({
    name: `bugheist_guard_${name}`,
    type: 'gauge',
    help,
    samples: [{ value }],
  });
  return [
    gauge('server_up', 'Whether the server took the last exchange of decisions.', isUp ? 1 : 0),
    gauge('server_last_success_timestamp_seconds', 'When it last did.', lastSuccessAt / 1000),
    gauge('clock_ahead_seconds', 'How far this clock is ahead of the server.', aheadMs / 1000),
  ];
}
