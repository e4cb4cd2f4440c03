/**
 * One page of a list, as the API answers it. `rows` holds one more than fit where others follow; `next` is the cursor
 * after the last that is shown, null at the end.
 */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  size: number,
  resource: (row: Row) => Item,
  cursorOf: (row: Row) => string,
): { items: Item[]; next: string | null } {
  const last = rows.length > size ? rows[size - 1] : undefined;
  return { items: rows.slice(0, size).map(resource), next: last === undefined ? null : cursorOf(last) };
}
