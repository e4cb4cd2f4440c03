import type { Event } from '../logs/event.ts';
import type { Alert } from './alert.ts';
import { type Bucket, emptyBucket, hasSeen, isStale, noteSeen, pour } from './bucket.ts';
import { isAlert, type Scenario, type Subject } from './scenario.ts';

/** One scenario with its buckets. Never holds more than `maxBuckets`: a flood of fresh keys costs detection, not memory. */
export class Lane {
  readonly scenario: Scenario;
  readonly #maxBuckets: number;
  readonly #buckets = new Map<string, Bucket>();
  readonly #silent = new Map<string, number>();
  #evicted = 0;

  constructor(scenario: Scenario, maxBuckets: number) {
    this.scenario = scenario;
    this.#maxBuckets = maxBuckets;
  }

  get size(): number {
    return this.#buckets.size;
  }

  get evicted(): number {
    return this.#evicted;
  }

  /** The alerts this subject raises: none, one, or two when it also ends a counter. */
  pour(subject: Subject): readonly Alert[] {
    const { scenario } = this;
    if (!scenario.filter(subject)) return none;
    const key = scenario.groupBy(subject);
    const t = isAlert(subject) ? subject.until : subject.t;
    if (scenario.type === 'trigger') return this.#trigger(key, subject, t);

    const ended = this.#endStale(key, t);
    if (scenario.cancelOn?.(subject)) {
      if (!this.#isRepeated(key, subject)) this.#buckets.delete(key);
      return ended;
    }
    const bucket = this.#buckets.get(key) ?? this.#open(key, t);
    if (!admitted(bucket, scenario, subject)) return ended;
    const full = pour(bucket, scenario, isAlert(subject) ? lastOf(subject) : subject, t);
    if (!full && !scenario.condition?.(bucket.events ?? [], subject)) return ended;
    this.#buckets.delete(key);
    return [...ended, ...this.#overflow(key, bucket, t)];
  }

  /** Forgets what has run dry by `t` and overflows counters whose time is up. */
  sweep(t: number): Alert[] {
    const alerts: Alert[] = [];
    for (const [key, bucket] of this.#buckets) {
      if (!isStale(bucket, this.scenario, t)) continue;
      this.#buckets.delete(key);
      if (this.scenario.type === 'counter') alerts.push(...this.#overflow(key, bucket, t));
    }
    for (const [key, until] of this.#silent) if (until <= t) this.#silent.delete(key);
    return alerts;
  }

  #trigger(key: string, subject: Subject, t: number): Alert[] {
    const bucket = emptyBucket(this.scenario);
    pour(bucket, this.scenario, isAlert(subject) ? lastOf(subject) : subject, t);
    return this.#overflow(key, bucket, t);
  }

  /** A value the distinct filter would have dropped doesn't reach cancel_on either. */
  #isRepeated(key: string, subject: Subject): boolean {
    const bucket = this.#buckets.get(key);
    const { distinct } = this.scenario;
    return bucket !== undefined && distinct !== null && hasSeen(bucket, distinct(subject));
  }

  #endStale(key: string, t: number): readonly Alert[] {
    const bucket = this.#buckets.get(key);
    if (bucket === undefined || !isStale(bucket, this.scenario, t)) return none;
    this.#buckets.delete(key);
    return this.scenario.type === 'counter' ? this.#overflow(key, bucket, t) : none;
  }

  #open(key: string, t: number): Bucket {
    if (this.#buckets.size >= this.#maxBuckets) this.#makeRoom(t);
    const bucket = emptyBucket(this.scenario);
    this.#buckets.set(key, bucket);
    return bucket;
  }

  /** Among the oldest buckets the emptiest goes: an attacker who rotates addresses must not flush out the one near its limit. */
  #makeRoom(t: number): void {
    let emptiest: string | null = null;
    let least = Number.POSITIVE_INFINITY;
    let looked = 0;
    for (const [key, bucket] of this.#buckets) {
      if (isStale(bucket, this.scenario, t)) {
        emptiest = key;
        break;
      }
      if (bucket.count < least) {
        least = bucket.count;
        emptiest = key;
      }
      if (++looked === 8) break;
    }
    if (emptiest === null) return;
    this.#buckets.delete(emptiest);
    this.#evicted++;
  }

  #overflow(group: string, bucket: Bucket, t: number): Alert[] {
    const { scenario } = this;
    const until = scenario.type === 'counter' ? bucket.last : t;
    if (scenario.overflowFilter && !scenario.overflowFilter(bucket.events ?? [])) return [];
    if (scenario.blackholeMs > 0) {
      const silentUntil = this.#silent.get(group);
      // Compared both ways: a silence that starts in the future belongs to a clock that has been set back.
      if (silentUntil !== undefined && silentUntil > until && silentUntil <= until + scenario.blackholeMs)
        return [];
      this.#silence(group, until + scenario.blackholeMs);
    }
    return [
      {
        kind: 'alert',
        scenario,
        group,
        from: bucket.first,
        until,
        count: bucket.count,
        events: bucket.events ?? [],
      },
    ];
  }

  #silence(group: string, until: number): void {
    this.#silent.delete(group);
    this.#silent.set(group, until);
    if (this.#silent.size <= this.#maxBuckets) return;
    for (const oldest of this.#silent.keys()) {
      this.#silent.delete(oldest);
      break;
    }
  }
}

const none: readonly Alert[] = [];

function admitted(bucket: Bucket, scenario: Scenario, subject: Subject): boolean {
  if (scenario.distinct === null) return true;
  const value = scenario.distinct(subject);
  if (hasSeen(bucket, value)) return false;
  noteSeen(bucket, value);
  return true;
}

function lastOf(alert: Alert): Event | null {
  return alert.events[alert.events.length - 1] ?? null;
}
