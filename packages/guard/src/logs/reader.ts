import type { AddressRanges } from './address-range.ts';
import type { Event } from './event.ts';
import type { Civil } from './timestamp.ts';

/** What a reader must know besides the line. */
export interface ReadingContext {
  /** Proxies whose word about the client is believed. */
  readonly trusted: AddressRanges;
  /** Time zone of dates written without one. */
  readonly civil: Civil;
  /** Year of dates written without one is chosen around this moment. */
  readonly now: number;
}

/** One line to one event; null when the line isn't of this kind or says nothing worth keeping. Never throws. */
export type Reader = (line: string, context: ReadingContext) => Event | null;
