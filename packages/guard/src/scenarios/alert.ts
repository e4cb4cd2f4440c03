import type { Event } from '../logs/event.ts';
import type { Scenario } from './scenario.ts';

/** A bucket overflowed: who did what, with the events that filled it. */
export interface Alert {
  readonly kind: 'alert';
  readonly scenario: Scenario;
  /** The bucket's key. */
  readonly group: string;
  /** Log time of the first and the overflowing event. */
  readonly from: number;
  readonly until: number;
  /** Every event poured, including those the bucket no longer keeps. */
  readonly count: number;
  /** The kept events, oldest first; the last one overflowed the bucket. */
  readonly events: readonly Event[];
}

/** The event that made the bucket overflow. */
export function lastEvent(alert: Alert): Event | null {
  return alert.events[alert.events.length - 1] ?? null;
}
