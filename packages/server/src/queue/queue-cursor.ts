import { isId } from '../id.ts';
import type { Sort } from './queue-filter.ts';

/** The row a page starts behind (`after`) or ends before (`before`). */
export interface Cursor {
  side: 'after' | 'before';
  /** Severity rank, or ISO time of filing or of the last change. */
  key: string;
  id: string;
}

/** `rank~id` or `time~id`. */
export const formatCursor = ({ key, id }: Omit<Cursor, 'side'>): string => `${key}~${id}`;

/** Null without one, or when it belongs to another sort order. */
export function parseCursor(sort: Sort, { after, before }: { after: string; before: string }): Cursor | null {
  const side = after === '' ? 'before' : 'after';
  const [key = '', id = ''] = (side === 'after' ? after : before).split('~');
  return isId(id) && (sort === 'severity' ? isRank : isTime)(key) ? { side, key, id } : null;
}

const isRank = (key: string): boolean => /^(-1|[0-4])$/.test(key);
const isTime = (key: string): boolean =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(key) && !Number.isNaN(Date.parse(key));
