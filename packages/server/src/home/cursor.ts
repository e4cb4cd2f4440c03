import { isId } from '../id.ts';

/** Where a list by date goes on, as it stands in an address. */
export interface DateCursor {
  publishedAt: Date;
  id: string;
}

export const formatCursor = ({ publishedAt, id }: DateCursor): string => `${publishedAt.getTime()}.${id}`;

/** Null for a cursor nobody here made: the list then starts at its beginning. */
export function parseCursor(text: string | undefined): DateCursor | null {
  const [time = '', id = ''] = (text ?? '').split('.');
  if (!/^\d{1,15}$/.test(time) || !isId(id)) return null;
  return { publishedAt: new Date(Number(time)), id };
}
