import type { RawTransaction } from '../database.ts';
import type { Marker } from './record.ts';
import { type Column, qualified, quote, type Table } from './tables.ts';

/**
 * Runs the load with our foreign keys taken off and our triggers silent, on emptied tables, and puts them back after:
 * adding a foreign key checks every row, so nothing dangling gets past it.
 */
export async function withoutChecks<T>(
  raw: RawTransaction,
  tables: Table[],
  load: (tables: Table[]) => Promise<T>,
): Promise<T> {
  const ours = tables.filter(({ schema }) => schema === 'public');
  const keys = await raw.rows(`
    select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace and conparentid = 0`);
  for (const { table, name } of keys)
    await raw.script(`alter table ${String(table)} drop constraint ${quote(String(name))}`);
  for (const table of ours) await raw.script(`alter table ${qualified(table)} disable trigger user`);
  for (const table of [...tables].reverse()) await raw.script(`delete from ${qualified(table)}`);
  const result = await load(tables);
  for (const table of ours) await raw.script(`alter table ${qualified(table)} enable trigger user`);
  for (const { table, name, definition } of keys)
    await raw.script(
      `alter table ${String(table)} add constraint ${quote(String(name))} ${String(definition)}`,
    );
  return result;
}

const batchRows = 500;
const batchBytes = 4 * 1024 * 1024;

/** Inserts lines as `lineOf` made them, a batch a statement. */
export async function loadLines(
  raw: RawTransaction,
  table: Table,
  columns: readonly Column[],
  lines: AsyncIterable<string>,
): Promise<void> {
  const names = columns.map(({ name }) => quote(name)).join(', ');
  const values = columns.map(({ type }, index) => `(line ->> ${index})::${type}`).join(', ');
  const insert = `insert into ${qualified(table)} (${names}) overriding system value
    select ${values} from json_array_elements($1::json) as line`;
  let batch: string[] = [];
  let bytes = 0;
  const flush = async () => {
    if (batch.length > 0) await raw.rows(insert, [`[${batch.join(',')}]`]);
    batch = [];
    bytes = 0;
  };
  for await (const line of lines) {
    batch.push(line);
    bytes += line.length;
    if (batch.length >= batchRows || bytes >= batchBytes) await flush();
  }
  await flush();
}

/** Lets a sequence go on where it was. */
export async function setSequence(
  raw: RawTransaction,
  { name, value, called }: Extract<Marker, { is: 'sequence' }>,
): Promise<void> {
  await raw.rows('select setval($1::regclass, $2::bigint, $3)', [quote(name), value, called]);
}
