import type { MetricFamily, Sample } from '@bugheist/guard/metrics/exposition';
import type { Resources } from '@bugheist/guard/metrics/resources';
import type { Tx } from '../../db/transaction.ts';
import { countJobs } from '../../jobs/admin.ts';
import { oldestUnsent } from '../../mail/store.ts';
import type { OwnGuard } from './own-guard.ts';

export interface ServerMetricsOptions {
  guard: OwnGuard | null;
  resources: Resources;
  requests: { readonly seconds: number; byStatus(): ReadonlyMap<number, number> };
  database: {
    readonly kind: string;
    readonly query: Tx;
    /** Null for the embedded database, which has no pool. */
    connections(): { open: number; idle: number; waiting: number } | null;
  };
  /** Whether there is a mail server to wait for. */
  sendsMail: boolean;
  now: () => Date;
}

/** Everything Prometheus may know of this process: how it is, never what is in it. */
export async function serverFamilies(options: ServerMetricsOptions): Promise<MetricFamily[]> {
  const { guard, resources, requests, database } = options;
  return [
    counter(
      'http_requests_total',
      'Requests answered, by status.',
      [...requests.byStatus()].map(([status, value]) => ({ labels: { status: String(status) }, value })),
    ),
    counter('http_request_seconds_total', 'Time spent on them.', [{ value: requests.seconds }]),
    ...connectionFamilies(database.connections()),
    ...(await storedFamilies(options)),
    ...resources.families(),
    ...(guard?.families() ?? []),
  ];
}

function connectionFamilies(
  pool: ReturnType<ServerMetricsOptions['database']['connections']>,
): MetricFamily[] {
  if (pool === null) return [];
  const samples = (['open', 'idle', 'waiting'] as const).map((state) => ({
    labels: { state },
    value: pool[state],
  }));
  return [gauge('database_connections', 'Connections to the database; waiting: requests for one.', samples)];
}

/** What only the database knows. When it does not answer that is the news. */
async function storedFamilies({ database, sendsMail, now }: ServerMetricsOptions): Promise<MetricFamily[]> {
  try {
    const jobs = Object.entries(await countJobs(database.query));
    const oldest = sendsMail ? await oldestUnsent(database.query) : null;
    const age = oldest === null ? 0 : Math.max(0, (now().getTime() - oldest.getTime()) / 1000);
    return [
      gauge('database_up', 'Whether the database answers.', [{ value: 1 }]),
      gauge(
        'jobs',
        'Jobs by state.',
        jobs.map(([state, value]) => ({ labels: { state }, value })),
      ),
      gauge('mail_unsent_seconds', 'How long the oldest mail waits to be sent.', [{ value: age }]),
    ];
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return [gauge('database_up', 'Whether the database answers.', [{ value: 0 }])];
  }
}

const counter = (name: string, help: string, samples: readonly Sample[]): MetricFamily => ({
  name: `bugheist_${name}`,
  type: 'counter',
  help,
  samples,
});

const gauge = (name: string, help: string, samples: readonly Sample[]): MetricFamily => ({
  name: `bugheist_${name}`,
  type: 'gauge',
  help,
  samples,
});
