import pg from 'pg';

// The enumeration of types in pg-types' declarations leaves arrays out; at run time every oid is allowed.
const bigintArray = 1016 as Parameters<typeof pg.types.getTypeParser>[0];
const parseStrings: (text: string) => unknown = pg.types.getTypeParser(bigintArray);

/**
 * Makes node-postgres hand over bigints as the embedded database does: a number where that is exact, else a bigint.
 * Set for the whole process, because Drizzle asks the driver's own table of parsers.
 */
export function parseAsEmbedded(): void {
  pg.types.setTypeParser(pg.types.builtins.INT8, parseBigint);
  pg.types.setTypeParser(bigintArray, (text) => parseNested(parseStrings(text)));
}

function parseBigint(text: string): number | bigint {
  const exact = BigInt(text);
  return exact >= Number.MIN_SAFE_INTEGER && exact <= Number.MAX_SAFE_INTEGER ? Number(exact) : exact;
}

function parseNested(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(parseNested);
  return typeof value === 'string' ? parseBigint(value) : value;
}
