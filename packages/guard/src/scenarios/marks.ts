import type { Event } from '../logs/event.ts';
import { isStaticPath } from './expression/fields.ts';
import { isUnusual } from './pack/request-text.ts';
import type { Scenario } from './scenario.ts';

/**
 * What one glance tells of a request in an access log. Most requests carry none of these, and a scenario that names the
 * ones it is about is never asked about the others.
 */
export type Mark =
  /** Answered with an error, or not at all. */
  | 'refused'
  /** Holds a character an injection needs. */
  | 'unusual'
  /** Asks for something else than a file browsers fetch by the dozen. */
  | 'page'
  /** A part of its path begins with a dot. */
  | 'dotted'
  /** By another method than GET and HEAD. */
  | 'sent';

/** As bits, for a table of lanes. Events of other kinds carry every mark. */
export function marksOf(event: Event): number {
  if (event.kind !== 'http-access') return everyMark;
  const { status, method, path } = event;
  return (
    (status >= 400 || status === 0 ? bits.refused : 0) |
    (isUnusual(event) ? bits.unusual : 0) |
    (isStaticPath(path) ? 0 : bits.page) |
    (path.includes('/.') ? bits.dotted : 0) |
    (method === 'GET' || method === 'HEAD' ? 0 : bits.sent)
  );
}

/** Whether an event with these marks can mean anything to the scenario. */
export function concerns({ marks }: Scenario, found: number): boolean {
  return marks === null || marks.some((mark) => (bits[mark] & found) !== 0);
}

const bits: Readonly<Record<Mark, number>> = { refused: 1, unusual: 2, page: 4, dotted: 8, sent: 16 };
const everyMark = 31;
