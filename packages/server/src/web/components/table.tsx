import type { ComponentChildren } from 'preact';
import { classes } from './classes.ts';

export interface Column<Row> {
  /** Heading; also names the cell on a phone. Empty for a column of buttons. */
  label: string;
  cell: (row: Row) => ComponentChildren;
  /** Numbers stand at the end of their column. */
  align?: 'start' | 'end' | undefined;
  /** The cell that names its row. */
  heading?: boolean | undefined;
}

interface TableProps<Row> {
  /** Says what the table holds; hidden from view unless `showCaption`. */
  caption: string;
  showCaption?: boolean | undefined;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
}

/** On a phone each row becomes a card. */
export function Table<Row>({ caption, showCaption, columns, rows, keyOf }: TableProps<Row>) {
  return (
    <div class="table-frame">
      <table class="table table-cards">
        <caption class={showCaption ? undefined : 'visually-hidden'}>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ label, align }) =>
              // A column of buttons is headed by nothing, so that is no heading either.
              label === '' ? (
                <td key={label} />
              ) : (
                <th scope="col" class={align === 'end' ? 'cell-end' : undefined} key={label}>
                  {label}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((column) => (
                <Cell column={column} row={row} key={column.label} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const content = <div class="cell">{column.cell(row)}</div>;
  const name = classes(column.align === 'end' && 'cell-end') || undefined;
  return column.heading ? (
    <th scope="row" class={name} data-label={column.label}>
      {content}
    </th>
  ) : (
    <td class={name} data-label={column.label}>
      {content}
    </td>
  );
}
