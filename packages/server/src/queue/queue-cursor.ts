import { isId } from '../id.ts';
import type { Sort } from './queue-filter.ts';

/** The row a page starts behind (`after`) or ends before (`before`). */
export interface Cursor {
  side: 'after' | 'before';
  /** Severity rank, or ISO time of the last change; null where the id alone is the order. */
  key: string | null;
  id: string;
}

/** `rank~id` or `time~id`, or the id alone. */
export const formatCursor = ({ key, id }: Omit<Cursor, 'side'>): string =>
  key === null ? id : `${key}~${id}`;

/** Null without one, or when it belongs to another sort order. */
export function parseCursor(sort: Sort, { after, before }: { after: string; before: string }): Cursor | null {
  const side = after === '' ? 'before' : 'after';
  const [first = '', second] = (side === 'after' ? after : before).split('~');
  const [key, id] = second === undefined ? [null, first] : [first, second];
  const fits = { severity: isRank, changed: isTime, newest: isNothing, oldest: isNothing }[sort];
  return isId(id) && fits(key) ? { side, key, id } : null;
}

const isRank = (key: string | null): boolean => key !== null && /^(-1|[0-4])$/.test(key);
const isTime = (key: string | null): boolean =>
  key !== null && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(key) && !Number.isNaN(Date.parse(key));
const isNothing = (key: string | null): boolean => key === null;
