import type { Event } from '../logs/event.ts';
import type { Scenario } from './scenario.ts';

/** What one group has poured so far. All times are log time. */
export interface Bucket {
  /** Room left; the leak refills it up to the capacity. */
  room: number;
  first: number;
  last: number;
  count: number;
  /** Newest kept events, oldest first. */
  readonly events: Event[];
  readonly seen: Set<string> | null;
}

export function emptyBucket(scenario: Scenario): Bucket {
  return {
    room: scenario.capacity,
    first: 0,
    last: 0,
    count: 0,
    events: [],
    seen: scenario.distinct === null ? null : new Set(),
  };
}

/**
 * True when the bucket has run dry or its clock is another's. A log whose clock jumps back by more than a bucket's life
 * starts anew: keeping the old one would never leak, and fill on ordinary traffic.
 */
export function isStale(bucket: Bucket, scenario: Scenario, t: number): boolean {
  if (bucket.first === 0) return false;
  const life = lifeMs(scenario);
  const since = scenario.type === 'counter' ? bucket.first : bucket.last;
  return t > since + life || t < since - life;
}

/** Pours one event; true when it overflows the bucket. */
export function pour(bucket: Bucket, scenario: Scenario, event: Event | null, t: number): boolean {
  if (bucket.first === 0) bucket.first = t;
  if (scenario.capacity > 0) {
    // An earlier time moves the clock back without leaking: see isStale.
    const elapsed = bucket.last === 0 ? 0 : Math.max(0, t - bucket.last);
    bucket.room = Math.min(scenario.capacity, bucket.room + elapsed / scenario.leakMs);
  }
  bucket.last = t;
  bucket.count++;
  if (event !== null) keep(bucket, scenario, event);
  if (scenario.type === 'trigger') return true;
  if (scenario.type !== 'leaky') return false;
  bucket.room -= 1;
  return bucket.room < -1e-9;
}

/** How long a bucket lives without events. */
export function lifeMs(scenario: Scenario): number {
  if (scenario.type === 'counter') return scenario.durationMs;
  if (scenario.type === 'leaky') return (scenario.capacity + 1) * scenario.leakMs;
  return scenario.leakMs;
}

/** Distinct values one bucket remembers before it starts over. */
export const mostDistinct = 1000;

function keep(bucket: Bucket, scenario: Scenario, event: Event): void {
  bucket.events.push(event);
  if (bucket.events.length > scenario.cacheSize) bucket.events.shift();
}
