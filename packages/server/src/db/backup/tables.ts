import type { RawSession } from '../database.ts';

export interface Table {
  schema: string;
  name: string;
  columns: Column[];
}

export interface Column {
  name: string;
  /** As written in a cast. */
  type: string;
}

/**
 * Every table whose rows make up an instance, with the columns that are not computed: ours but the list of
 * migrations, and the queues and jobs of pg-boss. A table comes after what it refers to in pg-boss's part; ours are
 * loaded with their foreign keys off.
 */
export async function portableTables(session: RawSession): Promise<Table[]> {
  const rows = await session.rows(`
    select n.nspname as schema, c.relname as name, a.attname as column,
      format_type(a.atttypid, a.atttypmod) as type
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where (n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'schema_migration')
       or (n.nspname = 'pgboss' and c.relname in ('queue', 'job'))
    order by n.nspname desc, case c.relname when 'queue' then 0 else 1 end, c.relname, a.attnum`);
  const tables = new Map<string, Table>();
  for (const row of rows) {
    const schema = String(row['schema']);
    const name = String(row['name']);
    const key = `${schema}.${name}`;
    const table = tables.get(key) ?? { schema, name, columns: [] };
    table.columns.push({ name: String(row['column']), type: String(row['type']) });
    tables.set(key, table);
  }
  return [...tables.values()];
}

/** The SQL expression of one row as a line: a JSON array with each column's text, or null. */
function lineOf(columns: readonly string[]): string {
  const texts = columns.map((column) => `${quote(column)}::text`);
  return `json_build_array(${texts.join(', ')})::text`;
}

export const qualified = ({ schema, name }: { schema: string; name: string }) =>
  `${quote(schema)}.${quote(name)}`;

/** An identifier as SQL wants it. */
export const quote = (identifier: string) => `"${identifier.replaceAll('"', '""')}"`;

/** Every line of a table, read a few hundred at a time inside the open transaction. */
export async function* readLines(
  session: RawSession,
  table: { schema: string; name: string },
  columns: readonly string[],
): AsyncGenerator<string> {
  await session.script(
    `declare table_lines no scroll cursor for select ${lineOf(columns)} as line from ${qualified(table)}`,
  );
  for (;;) {
    const rows = await session.rows('fetch 500 from table_lines');
    if (rows.length === 0) break;
    for (const { line } of rows) yield String(line);
  }
  await session.script('close table_lines');
}
