import type { Event } from '../logs/event.ts';
import { BoundedMap } from '../memory/bounded-map.ts';
import type { Alert } from './alert.ts';
import { type Bucket, emptyBucket, hasSeen, isStale, noteSeen, pour } from './bucket.ts';
import { isAlert, type Scenario, type Subject } from './scenario.ts';

/** One scenario with its buckets. Never holds more than `maxBuckets`: a flood of fresh keys costs detection, not memory. */
export class Lane {
  readonly scenario: Scenario;
  readonly #maxBuckets: number;
  readonly #silent: BoundedMap<number>;
  /** New and recently opened buckets, and those of the generation before. */
  #young = new Map<string, Bucket>();
  #old = new Map<string, Bucket>();
  #evicted = 0;

  constructor(scenario: Scenario, maxBuckets: number) {
    this.scenario = scenario;
    this.#maxBuckets = maxBuckets;
    this.#silent = new BoundedMap(maxBuckets);
  }

  get size(): number {
    return this.#young.size + this.#old.size;
  }

  get evicted(): number {
    return this.#evicted;
  }

  /** The alerts this subject raises: none, one, or two when it also ends a counter. */
  pour(subject: Subject): readonly Alert[] {
    const { scenario } = this;
    if (!scenario.filter(subject)) {
      if (scenario.relief !== null && this.size > 0) this.#relieve(scenario.relief(subject), subject);
      return none;
    }
    const key = scenario.groupBy(subject);
    const t = isAlert(subject) ? subject.until : subject.t;
    if (scenario.type === 'trigger') return this.#trigger(key, subject, t);

    let known = this.#find(key);
    let ended = none;
    if (known !== undefined && isStale(known, scenario, t)) {
      ended = this.#end(key, known, t);
      known = undefined;
    }
    if (scenario.cancelOn?.(subject)) {
      if (!this.#isRepeated(known, subject)) this.#drop(key);
      return ended;
    }
    const bucket = known ?? this.#open(key, t);
    if (!admitted(bucket, scenario, subject)) return ended;
    const full = pour(bucket, scenario, isAlert(subject) ? lastOf(subject) : subject, t);
    if (!full && !scenario.condition?.(bucket.events ?? [], subject)) return ended;
    this.#drop(key);
    return [...ended, ...this.#overflow(key, bucket, t)];
  }

  /** Never opens a bucket: good behaviour is not saved up for later. */
  #relieve(amount: number, subject: Subject): void {
    const bucket = amount > 0 ? this.#find(this.scenario.groupBy(subject)) : undefined;
    if (bucket) bucket.room = Math.min(this.scenario.capacity, bucket.room + amount);
  }

  /** Forgets what has run dry by `t` and overflows counters whose time is up. */
  sweep(t: number): Alert[] {
    const alerts: Alert[] = [];
    for (const buckets of [this.#old, this.#young])
      for (const [key, bucket] of buckets) {
        if (!isStale(bucket, this.scenario, t)) continue;
        buckets.delete(key);
        if (this.scenario.type === 'counter') alerts.push(...this.#overflow(key, bucket, t));
      }
    return alerts;
  }

  #trigger(key: string, subject: Subject, t: number): Alert[] {
    const bucket = emptyBucket(this.scenario);
    pour(bucket, this.scenario, isAlert(subject) ? lastOf(subject) : subject, t);
    return this.#overflow(key, bucket, t);
  }

  /** A value the distinct filter would have dropped doesn't reach cancel_on either. */
  #isRepeated(bucket: Bucket | undefined, subject: Subject): boolean {
    const { distinct } = this.scenario;
    return bucket !== undefined && distinct !== null && hasSeen(bucket, distinct(subject));
  }

  #end(key: string, bucket: Bucket, t: number): readonly Alert[] {
    this.#drop(key);
    return this.scenario.type === 'counter' ? this.#overflow(key, bucket, t) : none;
  }

  #open(key: string, t: number): Bucket {
    if (this.#young.size >= this.#maxBuckets * 0.4) this.#turn(t);
    const bucket = emptyBucket(this.scenario);
    this.#young.set(key, bucket);
    return bucket;
  }

  #find(key: string): Bucket | undefined {
    return this.#young.get(key) ?? this.#old.get(key);
  }

  #drop(key: string): void {
    this.#young.delete(key);
    this.#old.delete(key);
  }

  /**
   * Makes room by giving up the older generation, all but its fullest buckets: an attacker who rotates addresses must
   * not flush out the one that is near its limit.
   */
  #turn(t: number): void {
    const fullest = [...this.#old]
      .filter(([, bucket]) => bucket.count > 1 && !isStale(bucket, this.scenario, t))
      .sort(([, a], [, b]) => b.count - a.count)
      .slice(0, Math.floor(this.#maxBuckets * 0.2));
    this.#evicted += this.#old.size - fullest.length;
    this.#old = this.#young;
    this.#young = new Map();
    for (const [key, bucket] of fullest) this.#old.set(key, bucket);
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
      this.#silent.set(group, until + scenario.blackholeMs);
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
