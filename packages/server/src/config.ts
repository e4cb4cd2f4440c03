/** Everything an operator sets by environment. Read once at start; nobody else reads the environment. */
export interface Config {
  /** `production` unless NODE_ENV or ENVIRONMENT says otherwise; anything else wears a banner. */
  environment: string;
  baseUrl: string;
  allowedHosts: readonly string[];
  host: string;
  port: number;
  dataDirectory: string;
  /** Null: the embedded database in the data directory. */
  databaseUrl: Secret | null;
  /** Null: a key kept in the database. */
  secretKey: Secret | null;
  trustedProxies: readonly string[];
  tls: { keyFile: string; certificateFile: string } | null;
  /** Where plain HTTP is answered with a redirect when the server itself speaks TLS; null for nowhere. */
  redirectPort: number | null;
  smtpUrl: Secret | null;
  mailFrom: string;
  /** Null: files in the data directory; else the bucket of an S3-compatible store. */
  storageUrl: Secret | null;
  logLevel: 'error' | 'warn' | 'info';
  /** True when the variable was given, so that `check` can tell a default from a decision. */
  given: ReadonlySet<string>;
}

/** A value that must not be printed: logs, JSON and string conversion show a placeholder. */
export class Secret {
  readonly #value: string;
  constructor(value: string) {
    this.#value = value;
  }
  /** The value itself, at the one place that needs it. */
  reveal(): string {
    return this.#value;
  }
  toString(): string {
    return '[secret]';
  }
  toJSON(): string {
    return '[secret]';
  }
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[secret]';
  }
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

type Environment = Record<string, string | undefined>;

/**
 * The configuration in an environment. Throws one ConfigError that lists every wrong variable with what was expected,
 * what came (never a secret's value), and the way out.
 */
export function readConfig(environment: Environment): Config {
  const problems: string[] = [];
  const given = new Set(names.filter((name) => (environment[name] ?? '') !== ''));
  const text = (name: Name) => environment[name]?.trim() || null;
  const secret = (name: Name) => {
    const value = text(name);
    return value === null ? null : new Secret(value);
  };
  const list = (name: Name) =>
    text(name)
      ?.split(/[\s,]+/)
      .filter((entry) => entry !== '') ?? [];
  const port = (name: Name, fallback: number | null) => {
    const value = text(name);
    if (value === null) return fallback;
    const number = Number(value);
    if (Number.isInteger(number) && number >= 0 && number <= 65_535) return number;
    problems.push(`${name}: expected a port from 0 to 65535, got "${value}".`);
    return fallback;
  };

  const listenPort = port('PORT', 8000) ?? 8000;
  const tlsKey = text('TLS_KEY_FILE');
  const tlsCertificate = text('TLS_CERT_FILE');
  if ((tlsKey === null) !== (tlsCertificate === null))
    problems.push('TLS_KEY_FILE and TLS_CERT_FILE: both are needed, or neither.');
  const tls = tlsKey && tlsCertificate ? { keyFile: tlsKey, certificateFile: tlsCertificate } : null;

  const databaseUrl = secret('DATABASE_URL');
  if (databaseUrl && !/^postgres(ql)?:\/\//.test(databaseUrl.reveal()))
    problems.push(
      'DATABASE_URL: expected postgresql://user:password@host/database; leave it out for the embedded database.',
    );
  const secretKey = secret('SECRET_KEY');
  if (secretKey && secretKey.reveal().length < 32)
    problems.push(
      'SECRET_KEY: expected at least 32 random characters, for instance from "openssl rand -base64 32".',
    );
  const smtpUrl = secret('SMTP_URL');
  if (smtpUrl && !/^smtps?:\/\//.test(smtpUrl.reveal()))
    problems.push('SMTP_URL: expected smtp://user:password@host:587 or smtps://user:password@host:465.');
  const logLevel = text('LOG_LEVEL') ?? 'info';
  if (!isLogLevel(logLevel)) problems.push(`LOG_LEVEL: expected error, warn or info, got "${logLevel}".`);

  const baseUrl = text('BASE_URL') ?? `${tls ? 'https' : 'http'}://localhost:${listenPort}`;
  if (!isBaseUrl(baseUrl))
    problems.push(
      `BASE_URL: expected an address like https://bugs.example.org without a path, got "${baseUrl}".`,
    );

  if (problems.length > 0) throw new ConfigError(problems.join('\n'));
  return {
    environment: text('ENVIRONMENT') ?? 'production',
    baseUrl: baseUrl.replace(/\/$/, ''),
    allowedHosts: list('ALLOWED_HOSTS'),
    host: text('HOST') ?? '127.0.0.1',
    port: listenPort,
    dataDirectory: text('DATA_DIR') ?? './data',
    databaseUrl,
    secretKey,
    trustedProxies: list('TRUSTED_PROXIES'),
    tls,
    redirectPort: port('REDIRECT_PORT', null),
    smtpUrl,
    mailFrom:
      text('MAIL_FROM') ??
      `BugHeist <bugheist@${isBaseUrl(baseUrl) ? new URL(baseUrl).hostname : 'localhost'}>`,
    storageUrl: secret('STORAGE_URL'),
    logLevel: isLogLevel(logLevel) ? logLevel : 'info',
    given,
  };
}

const names = [
  'ALLOWED_HOSTS',
  'BASE_URL',
  'DATABASE_URL',
  'DATA_DIR',
  'ENVIRONMENT',
  'HOST',
  'LOG_LEVEL',
  'MAIL_FROM',
  'PORT',
  'REDIRECT_PORT',
  'SECRET_KEY',
  'SMTP_URL',
  'STORAGE_URL',
  'TLS_CERT_FILE',
  'TLS_KEY_FILE',
  'TRUSTED_PROXIES',
] as const;
type Name = (typeof names)[number];

const isLogLevel = (value: string): value is Config['logLevel'] => ['error', 'warn', 'info'].includes(value);

function isBaseUrl(value: string): boolean {
  const url = URL.parse(value);
  if (url === null) return false;
  return /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === '' && url.username === '';
}
