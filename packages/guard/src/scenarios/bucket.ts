import type { Event } from '../logs/event.ts';
import type { Scenario } from './scenario.ts';

/** What one group has poured so far. All times are log time. */
export interface Bucket {
  /** Room left; the leak refills it up to the capacity. */
  room: number;
  first: number;
  last: number;
  count: number;
  /** Newest kept events, oldest first; null while there are none. Most buckets see one event and die. */
  events: Event[] | null;
  /** Distinct values: null, the only one, or all of them. */
  seen: string | Set<string> | null;
}

export function emptyBucket(scenario: Scenario): Bucket {
  return { room: scenario.capacity, first: 0, last: 0, count: 0, events: null, seen: null };
}

/** Whether the bucket has poured this distinct value already. */
export function hasSeen({ seen }: Bucket, value: string): boolean {
  return typeof seen === 'string' ? seen === value : (seen?.has(value) ?? false);
}

export function noteSeen(bucket: Bucket, value: string): void {
  const { seen } = bucket;
  if (seen === null) bucket.seen = value;
  else if (typeof seen === 'string') bucket.seen = new Set([seen, value]);
  else {
    if (seen.size >= mostDistinct) seen.clear();
    seen.add(value);
  }
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
  if (bucket.first === 0) {
    bucket.first = t;
    bucket.last = t;
  }
  // What leaks is the time the events span, in whatever order their lines come.
  const elapsed = Math.max(0, t - bucket.last) + Math.max(0, bucket.first - t);
  if (scenario.capacity > 0)
    bucket.room = Math.min(scenario.capacity, bucket.room + elapsed / scenario.leakMs);
  bucket.first = Math.min(bucket.first, t);
  bucket.last = Math.max(bucket.last, t);
  bucket.count++;
  if (event !== null && isNearFull(bucket, scenario)) keep(bucket, scenario, event);
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
const mostDistinct = 1000;

/** Only the newest events are evidence: of a bucket with room for more than that the early ones needn't be kept. */
function isNearFull(bucket: Bucket, scenario: Scenario): boolean {
  return scenario.type !== 'leaky' || bucket.room <= scenario.cacheSize;
}

function keep(bucket: Bucket, scenario: Scenario, event: Event): void {
  if (bucket.events === null) {
    bucket.events = [event];
    return;
  }
  bucket.events.push(event);
  if (bucket.events.length > scenario.cacheSize) bucket.events.shift();
}
