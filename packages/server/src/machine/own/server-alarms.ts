import { postSigned } from '@bugheist/guard/bouncers/webhook';
import { type AlarmChange, type AlarmRule, Alarms, alarmRules } from '@bugheist/guard/metrics/alarm';
import type { MetricFamily } from '@bugheist/guard/metrics/exposition';
import type { AlertConfig } from '../../config.ts';
import type { Tx } from '../../db/transaction.ts';
import { writeLetter } from '../../mail/letter.tsx';
import { queueMail } from '../../mail/queue.ts';
import type { Log } from '../../observe/log.ts';
import { readInstanceSettings } from '../../settings/store.ts';
import { guardWords as words } from '../../words/guard.ts';
import type { OwnGuard } from './own-guard.ts';

const isOver =
  (limit: number) =>
  ({ value }: { value: number }) =>
    value > limit;

/** What a server watches on itself, beside what every guard watches. The rules in deploy/prometheus say the same. */
export const serverAlarmRules: readonly AlarmRule[] = [
  ...alarmRules.map((rule) =>
    rule.name === 'GuardDecisionsHeld' ? { ...rule, message: () => words.alarms.held } : rule,
  ),
  {
    name: 'ServerDatabaseDown',
    metric: 'bugheist_database_up',
    isBad: ({ value }) => value === 0,
    forMs: 60_000,
    message: () => words.alarms.database,
  },
  {
    name: 'ServerJobsFailed',
    metric: 'bugheist_jobs',
    isBad: ({ labels, value }) => labels?.['state'] === 'failed' && value > 0,
    forMs: 0,
    message: ({ value }) => words.alarms.jobs(value),
  },
  {
    name: 'ServerMailStuck',
    metric: 'bugheist_mail_unsent_seconds',
    isBad: isOver(3600),
    forMs: 0,
    message: ({ value }) => words.alarms.mail(Math.round(value / 60)),
  },
  {
    name: 'ServerConnectionsShort',
    metric: 'bugheist_database_connections',
    isBad: ({ labels, value }) => labels?.['state'] === 'waiting' && value > 0,
    forMs: 120_000,
    message: ({ value }) => words.alarms.connections(value),
  },
];

export interface ServerAlarmsOptions {
  config: AlertConfig;
  /** Files them in the queue, where the operator named an organization; null without a guard. */
  guard: OwnGuard | null;
  families: () => Promise<readonly MetricFamily[]>;
  transaction: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  baseUrl: string;
  log: Log;
  now: () => Date;
}

/** Looks whether this server is well, and tells by log, queue, mail and webhook when that changes. Call it every minute. */
export function serverAlarms(options: ServerAlarmsOptions): () => Promise<void> {
  const alarms = new Alarms(serverAlarmRules);
  return async () => {
    const changes = alarms.check(await options.families(), options.now().getTime());
    if (changes.length === 0) return;
    for (const { name, state, message } of changes) {
      options.log.warn({ alarm: name, state }, message);
      if (state === 'firing') options.guard?.report(name, message);
    }
    const outcomes = await Promise.allSettled([mailAlarms(options, changes), postAlarms(options, changes)]);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected')
        options.log.error({ error: outcome.reason }, 'an alarm could not be delivered');
  };
}

async function mailAlarms(
  { config, transaction, baseUrl, now }: ServerAlarmsOptions,
  changes: readonly AlarmChange[],
): Promise<void> {
  if (config.mail.length === 0) return;
  await transaction(async (tx) => {
    const instance = (await readInstanceSettings(tx)).name;
    const letter = writeLetter(
      {
        subject: words.alarms.subject(
          changes.map(({ name }) => name),
          instance,
        ),
        paragraphs: changes.map(({ state, message }) => words.alarms.line(state, message)),
        action: { label: words.alarms.action, href: `${baseUrl}/admin/guard` },
        footer: words.alarms.footer,
      },
      instance,
    );
    for (const recipient of config.mail) await queueMail(tx, { ...letter, personId: null, recipient }, now());
  });
}

async function postAlarms(
  { config: { webhook }, baseUrl, now }: ServerAlarmsOptions,
  changes: readonly AlarmChange[],
): Promise<void> {
  if (webhook === null) return;
  const body = JSON.stringify({ sent: now().toISOString(), server: baseUrl, alarms: changes });
  await postSigned(webhook.url, body, webhook.secret?.reveal(), 10_000);
}
