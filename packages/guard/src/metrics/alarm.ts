import type { MetricFamily, Sample } from './exposition.ts';

/** A condition on one metric that somebody should hear of. */
export interface AlarmRule {
  readonly name: string;
  readonly metric: string;
  readonly isBad: (sample: Sample, now: number) => boolean;
  /** How long it must hold. */
  readonly forMs: number;
  readonly message: (sample: Sample, now: number) => string;
}

export interface AlarmChange {
  readonly name: string;
  readonly state: 'firing' | 'over';
  readonly message: string;
}

const percent = (value: number) => `${Math.round(value * 100)} %`;
const label = (sample: Sample) => Object.values(sample.labels ?? {}).join(' ');

/** What a guard watches on the machine it runs on. The same conditions stand in deploy/prometheus/bugheist.rules.yml. */
export const alarmRules: readonly AlarmRule[] = [
  {
    name: 'GuardBehind',
    metric: 'bugheist_guard_source_behind_bytes',
    isBad: ({ value }) => value > 50_000_000,
    forMs: 120_000,
    message: (sample) =>
      `${label(sample)} is ${Math.round(sample.value / 1e6)} MB behind: attacks are seen late`,
  },
  {
    name: 'GuardBouncerFailing',
    metric: 'bugheist_guard_bouncer_up',
    isBad: ({ value }) => value === 0,
    forMs: 60_000,
    message: (sample) => `bouncer ${label(sample)} fails: its bans are not enforced`,
  },
  {
    name: 'GuardDecisionsHeld',
    metric: 'bugheist_guard_decisions_held',
    isBad: ({ value }) => value > 0,
    forMs: 0,
    message: ({ value }) => `${value} bans wait for you: guard list --held, then guard confirm ID`,
  },
  {
    name: 'GuardJournalUnwritten',
    metric: 'bugheist_guard_journal_unwritten',
    isBad: ({ value }) => value > 0,
    forMs: 0,
    message: ({ value }) => `${value} decisions could not be written: is the disk full?`,
  },
  {
    name: 'GuardServerAway',
    metric: 'bugheist_guard_server_up',
    isBad: ({ value }) => value === 0,
    forMs: 600_000,
    message: () => 'the BugHeist server is not reached: decisions are not shared',
  },
  {
    name: 'DiskNearlyFull',
    metric: 'bugheist_disk_free_ratio',
    isBad: ({ value }) => value < 0.1,
    forMs: 300_000,
    message: (sample) => `${label(sample)} has ${percent(sample.value)} left`,
  },
  {
    name: 'CertificateExpires',
    metric: 'bugheist_certificate_expires_timestamp_seconds',
    isBad: ({ value }, now) => value * 1000 - now < 14 * 86_400_000,
    forMs: 0,
    message: (sample, now) =>
      `certificate ${label(sample)} ends in ${Math.floor((sample.value * 1000 - now) / 86_400_000)} days`,
  },
  {
    name: 'EventLoopSlow',
    metric: 'bugheist_event_loop_delay_seconds',
    isBad: ({ value }) => value > 0.5,
    forMs: 300_000,
    message: ({ value }) => `this process answers ${value.toFixed(1)} s late`,
  },
];

/** Remembers since when each condition holds; tells when one begins to fire and when it is over, once each. */
export class Alarms {
  readonly #since = new Map<string, number>();
  readonly #firing = new Map<string, string>();

  readonly #rules: readonly AlarmRule[];

  constructor(rules = alarmRules) {
    this.#rules = rules;
  }

  check(families: readonly MetricFamily[], now: number): AlarmChange[] {
    const bad = new Map<string, { rule: AlarmRule; sample: Sample }>();
    for (const rule of this.#rules)
      for (const sample of families.find(({ name }) => name === rule.metric)?.samples ?? [])
        if (rule.isBad(sample, now)) bad.set(`${rule.name} ${label(sample)}`, { rule, sample });
    return [...this.#begun(bad, now), ...this.#ended(bad)];
  }

  #begun(bad: ReadonlyMap<string, { rule: AlarmRule; sample: Sample }>, now: number): AlarmChange[] {
    return [...bad].flatMap(([key, { rule, sample }]): AlarmChange[] => {
      const since = this.#since.get(key) ?? now;
      this.#since.set(key, since);
      if (now - since < rule.forMs || this.#firing.has(key)) return [];
      this.#firing.set(key, rule.name);
      return [{ name: rule.name, state: 'firing', message: rule.message(sample, now) }];
    });
  }

  #ended(bad: ReadonlyMap<string, unknown>): AlarmChange[] {
    for (const key of this.#since.keys()) if (!bad.has(key)) this.#since.delete(key);
    return [...this.#firing].flatMap(([key, name]): AlarmChange[] => {
      if (bad.has(key)) return [];
      this.#firing.delete(key);
      return [{ name, state: 'over', message: `${key.trim()} is over` }];
    });
  }
}
