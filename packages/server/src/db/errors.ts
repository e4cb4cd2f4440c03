/** The database could not be opened; the message tells the operator what to do and holds no password. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';
  readonly code = 'DATABASE_UNAVAILABLE';
}

export interface Violation {
  kind: 'unique' | 'foreign-key' | 'check' | 'not-null' | 'exclusion';
  /** Name of the constraint; null for not-null violations. */
  constraint: string | null;
  table: string | null;
  column: string | null;
}

/** The broken constraint when the error, or what caused it, is a violation; else null. */
export function violation(error: unknown): Violation | null {
  const cause = databaseError(error);
  const kind = cause === null ? undefined : violations[cause.code];
  if (cause === null || kind === undefined) return null;
  return {
    kind,
    constraint: text(cause.constraint),
    table: text(cause.table),
    column: text(cause.column),
  };
}

/** Whether a unique constraint (that one, when named) was broken. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const found = violation(error);
  return found?.kind === 'unique' && (constraint === undefined || found.constraint === constraint);
}

/** SQLSTATE of the database error behind this one, or null. Source: PostgreSQL documentation, appendix A. */
export function sqlState(error: unknown): string | null {
  return databaseError(error)?.code ?? null;
}

const violations: Record<string, Violation['kind']> = {
  '23502': 'not-null',
  '23503': 'foreign-key',
  '23505': 'unique',
  '23514': 'check',
  '23P01': 'exclusion',
};

interface Coded {
  code: string;
  constraint?: unknown;
  table?: unknown;
  column?: unknown;
}

// Drizzle wraps the driver's error, and callers may wrap Drizzle's: the state is somewhere down the causes.
function databaseError(error: unknown): Coded | null {
  let current = error;
  for (let depth = 0; depth < 8 && typeof current === 'object' && current !== null; depth++) {
    if (isCoded(current)) return current;
    current = 'cause' in current ? current.cause : null;
  }
  return null;
}

function isCoded(value: object): value is Coded {
  return 'code' in value && typeof value.code === 'string' && /^[0-9A-Z]{5}$/.test(value.code);
}

const text = (value: unknown) => (typeof value === 'string' ? value : null);
