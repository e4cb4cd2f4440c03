import type { Variable } from '../workload.ts';

const secretName =
  /(^|[_.-])(PASSW(OR)?D|PASS|PWD|PASSPHRASE|SECRET|SECRET_?KEY(_BASE)?|TOKEN|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|CREDENTIALS?|AUTH_?TOKEN|ROOT_?PASSWORD|ENCRYPTION_?KEY|JWT_?KEY)\d?$/i;
/** Names of where a secret is, or settings about one. */
const harmlessName = /(^|_)(ALLOW|ENABLE|DISABLE|REQUIRE|USE|NO|MIN|MAX|RANDOM)_|^PWD$|^(OLDPWD|PASS)$/i;
const placeholder =
  /^$|^[<[({].*|^\*+$|^x{3,}$|^\.{3}|\$|%\w+%|\{\{|^(none|null|nil|true|false|yes|no|0|1|todo|tbd|empty|undefined)$|^(your|my|insert|replace|put|enter|fill|add)[-_ ]/i;

/** `DB_PASSWORD_VALUE`: a name that somebody still replaces. */
const nameInstead = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/;

/** What an attacker tries first. Source: the defaults of the official images' own documentation. */
const guessable = new Set(
  (
    'password passw0rd p@ssw0rd p@ssword pass passwd pwd secret admin administrator root toor user guest test testing demo example ' +
    'changeme change_me changeit change-me default letmein welcome qwerty abc123 1234 12345 123456 1234567 12345678 123456789 ' +
    'postgres postgresql mysql mariadb mongo mongodb redis rabbitmq minio minioadmin minio123 minioadmin123 grafana elastic oracle ' +
    'sa wordpress nextcloud gitea jenkins docker keycloak airflow django laravel rootpassword rootpass supersecret mysecretpassword ' +
    'mypassword my-secret-pw somewordpress secretpassword adminadmin admin123 password1 password123 test123 root123 pass123 public dev development local'
  ).split(/\s+/),
);

/** The literal of a variable that is named like a secret, `${NAME:-literal}` included; null when there is none. */
export function literalSecretOf({ name, value }: Pick<Variable, 'name' | 'value'>): string | null {
  if (value === null || !secretName.test(name) || harmlessName.test(name)) return null;
  const [, fallback] = /^\$\{\w+:?-([^}$]*)\}$/.exec(value) ?? [];
  const literal = fallback ?? value;
  if (nameInstead.test(literal)) return null;
  return placeholder.test(literal) || /^(\/|\.\/|https?:\/\/|file:)/.test(literal) ? null : literal;
}

/** Among the first that an attacker tries: a known default, or the name of the user or the database it guards. */
export const isGuessable = (secret: string, variables: readonly Variable[] = []): boolean =>
  guessable.has(secret.toLowerCase()) ||
  variables.some(({ name, value }) => value === secret && /(USER|USERNAME|DATABASE|DB|DB_NAME)$/i.test(name));
