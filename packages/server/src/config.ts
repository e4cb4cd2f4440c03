import { presentOperator } from '@bugheist/guard/decisions/never-ban';
import { parseRange } from '@bugheist/guard/logs/address-range';

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
  /** Null: the instance's name, at the host of `baseUrl`. */
  mailFrom: string | null;
  /** Null: files in the data directory; else the bucket of an S3-compatible store. */
  storageUrl: Secret | null;
  logLevel: 'error' | 'warn' | 'info';
  guard: GuardConfig;
  metrics: { host: string; port: number } | null;
  alerts: AlertConfig;
  /** True when the variable was given, so that `check` can tell a default from a decision. */
  given: ReadonlySet<string>;
}

/** The guard inside this server. */
export interface GuardConfig {
  /** `shadow` writes down what it would do and does nothing. */
  mode: 'on' | 'shadow' | 'off';
  /** For how long after its first start it only watches. */
  shadowHours: number;
  /** Addresses and ranges that are never refused. */
  allowed: readonly string[];
  /** Slug of the organization whose queue gets what it sees and the alarms of this server; null for none. */
  organization: string | null;
  /** Where the process was started from, through ssh; null when it was not. */
  operatorAddress: string | null;
}

/** Who hears when this server is unwell. */
export interface AlertConfig {
  mail: readonly string[];
  webhook: { url: string; secret: Secret | null } | null;
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
  const badProxy = list('TRUSTED_PROXIES').find((entry) => parseRange(entry) === null);
  if (badProxy !== undefined)
    problems.push(`TRUSTED_PROXIES: expected addresses and ranges like 10.0.0.0/8, got "${badProxy}".`);
  const logLevel = text('LOG_LEVEL') ?? 'info';
  if (!isLogLevel(logLevel)) problems.push(`LOG_LEVEL: expected error, warn or info, got "${logLevel}".`);

  const baseUrl = text('BASE_URL') ?? `${tls ? 'https' : 'http'}://localhost:${listenPort}`;
  if (!isBaseUrl(baseUrl))
    problems.push(
      `BASE_URL: expected an address like https://bugs.example.org without a path, got "${baseUrl}".`,
    );

  const guardMode = text('GUARD') ?? 'on';
  if (!isGuardMode(guardMode)) problems.push(`GUARD: expected on, shadow or off, got "${guardMode}".`);
  const shadowHours = Number(text('GUARD_SHADOW_HOURS') ?? '24');
  if (!(shadowHours >= 0 && shadowHours <= 8760))
    problems.push(`GUARD_SHADOW_HOURS: expected hours from 0 to 8760, got "${text('GUARD_SHADOW_HOURS')}".`);
  const badRange = list('GUARD_ALLOW').find((entry) => parseRange(entry) === null);
  if (badRange !== undefined)
    problems.push(`GUARD_ALLOW: expected addresses and ranges like 198.51.100.0/24, got "${badRange}".`);
  const metricsPort = port('METRICS_PORT', null);
  const webhookUrl = text('ALERT_WEBHOOK_URL');
  if (webhookUrl !== null && !/^https?:$/.test(URL.parse(webhookUrl)?.protocol ?? ''))
    problems.push('ALERT_WEBHOOK_URL: expected an address like https://chat.example.org/hook.');
  const badMail = list('ALERT_MAIL').find((entry) => !/^[^\s@,]+@[^\s@,]+$/.test(entry));
  if (badMail !== undefined) problems.push(`ALERT_MAIL: expected mail addresses, got "${badMail}".`);

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
    mailFrom: text('MAIL_FROM'),
    storageUrl: secret('STORAGE_URL'),
    logLevel: isLogLevel(logLevel) ? logLevel : 'info',
    guard: {
      mode: isGuardMode(guardMode) ? guardMode : 'on',
      shadowHours,
      allowed: list('GUARD_ALLOW'),
      organization: text('GUARD_ORGANIZATION'),
      operatorAddress: presentOperator(environment),
    },
    metrics: metricsPort === null ? null : { host: text('METRICS_HOST') ?? '127.0.0.1', port: metricsPort },
    alerts: {
      mail: list('ALERT_MAIL'),
      webhook: webhookUrl === null ? null : { url: webhookUrl, secret: secret('ALERT_WEBHOOK_SECRET') },
    },
    given,
  };
}

const names = [
  'ALERT_MAIL',
  'ALERT_WEBHOOK_SECRET',
  'ALERT_WEBHOOK_URL',
  'ALLOWED_HOSTS',
  'BASE_URL',
  'DATABASE_URL',
  'DATA_DIR',
  'ENVIRONMENT',
  'GUARD',
  'GUARD_ALLOW',
  'GUARD_ORGANIZATION',
  'GUARD_SHADOW_HOURS',
  'HOST',
  'LOG_LEVEL',
  'MAIL_FROM',
  'METRICS_HOST',
  'METRICS_PORT',
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

const isGuardMode = (value: string): value is GuardConfig['mode'] => ['on', 'shadow', 'off'].includes(value);
const isLogLevel = (value: string): value is Config['logLevel'] => ['error', 'warn', 'info'].includes(value);

function isBaseUrl(value: string): boolean {
  const url = URL.parse(value);
  if (url === null) return false;
  return /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === '' && url.username === '';
}
