import { DatabaseUnavailable } from './errors.ts';

/** Host, port and database of a URL, without user and password. */
export function placeOf(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname || 'localhost'}:${port || '5432'}${pathname}`;
}

/** What a failed connection means for the operator. The URL's password is in no branch. */
export function explainConnectionError(error: unknown, url: string): DatabaseUnavailable {
  const code = codeOf(error);
  const reason = (code !== null && reasons[code]) || `answered: ${messageOf(error)}`;
  return new DatabaseUnavailable(`DATABASE_URL: PostgreSQL at ${placeOf(url)} ${reason}`, { cause: error });
}

const reasons: Record<string, string> = {
  ECONNREFUSED: 'refuses connections. Is the server running, and are host and port right?',
  ENOTFOUND: 'cannot be found: its host name does not resolve. Is it spelled right?',
  EAI_AGAIN: 'cannot be found: the name server did not answer.',
  ETIMEDOUT: 'does not answer. Is a firewall in between?',
  EHOSTUNREACH: 'cannot be reached: there is no route to the host.',
  ECONNRESET: 'closed the connection. Does it expect TLS (add ?sslmode=require)?',
  '28P01': 'rejects the password of this user.',
  '28000': 'does not let this user in: see its pg_hba.conf (or add ?sslmode=require).',
  '3D000': 'has no such database. Create it with: createdb --encoding=UTF8 NAME',
  '42501': 'forbids this user what it needs: it must own the database or its public schema.',
  '53300': 'has no free connection: raise max_connections or lower the pool size.',
  '57P03': 'is starting up or shutting down; try again in a moment.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'shows a self-signed certificate: name its CA with ?sslrootcert=FILE.',
  SELF_SIGNED_CERT_IN_CHAIN: 'shows a certificate of an unknown CA: name it with ?sslrootcert=FILE.',
};

function codeOf(error: unknown): string | null {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return messageOf(error).includes('timeout') ? 'ETIMEDOUT' : null;
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
