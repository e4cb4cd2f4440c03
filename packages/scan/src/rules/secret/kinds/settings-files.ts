import { isInSecretManifest, isLikelySecret, isStrongPassword } from '../proof.ts';
import type { SecretRule } from '../secret-rule.ts';
import { mixed } from '../shape.ts';

const card = {
  kind: 'security',
  weakness: ['CWE-798', 'CWE-312'],
  confidence: 'likely',
  severity: 'high',
  why: 'Whoever reads the file, or the history of its repository, can use it as its owner could.',
  fix: 'Change the password: removing the line leaves it in the history. Read the new one from the environment or a secret store.',
} as const;

/** Mixed as people who make good passwords mix them. */
const password = `${mixed(7).standIn}!${mixed(5).standIn}`;

/** Passwords that are told by the file they stand in, or by what stands around them. */
export const settingsFiles: readonly SecretRule[] = [
  {
    ...card,
    id: 'secret/netrc-password',
    title: 'Password in .netrc',
    what: 'A `.netrc` holds the password or token for a machine.',
    keywords: ['password', 'account'],
    paths: /(^|\/)[._]netrc$/,
    pattern: /(?<!\S)(?:password|account)\s{1,20}(\S{4,400})/g,
    minEntropy: 2,
    bad: [{ '.netrc': `machine git.example.org\n  login ada\n  password ${mixed(20).standIn}\n` }],
    good: [{ '.netrc': 'machine git.example.org login ada password $TOKEN\n' }],
    accept: (secret) => !secret.startsWith('$'),
    references: ['https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html'],
  },
  {
    ...card,
    id: 'secret/pgpass-password',
    title: 'Password in .pgpass',
    what: 'A PostgreSQL password file lies in the repository.',
    keywords: [':5432:', ':5433:', ':6432:', ':*:'],
    paths: /(^|\/)\.?pgpass(\.conf)?$/,
    pattern: /^[^:#\n]{1,200}:[\d*]{1,5}:[^:\n]{1,100}:[^:\n]{1,100}:([^\n]{4,200})$/gm,
    minEntropy: 2,
    bad: [{ '.pgpass': `db.example.org:5432:app:ada:${mixed(14).standIn}\n` }],
    good: [{ '.pgpass': '# host:5432:database:user:password\n' }],
    references: ['https://www.postgresql.org/docs/current/libpq-pgpass.html'],
  },
  {
    ...card,
    id: 'secret/connection-string-password',
    title: 'Password in a connection string',
    what: 'A connection string (`Server=…;User Id=…;Password=…`) carries a password.',
    keywords: ['password=', 'pwd='],
    pattern:
      /\b(?:server|data source|host|address|addr|initial catalog|user ?id|uid|database)[ ]{0,2}=[^;"'\n]{1,150};(?:[^;"'\n]{0,80};){0,6}[ ]{0,2}(?:password|pwd)[ ]{0,2}=[ ]{0,2}([^;"'<>\s\\]{6,100})/gi,
    minEntropy: 2.5,
    accept: (secret) => isStrongPassword(secret, 2),
    bad: [
      {
        'appsettings.json': `{ "Default": "Server=db.example.org;Database=app;User Id=app;Password=${password};" }\n`,
      },
    ],
    good: [
      { 'appsettings.json': '{ "Default": "Server=db.example.org;Database=app;User Id=app;Password=;" }\n' },
      { 'appsettings.json': '{ "Default": "Server=localhost;User Id=sa;Password=password;" }\n' },
      { 'Startup.cs': 'var text = $"Server={host};User Id={user};Password={password};";\n' },
    ],
  },
  {
    ...card,
    id: 'secret/settings-password',
    title: 'Password in a settings file',
    what: 'A settings file gives a password, of letters, digits and signs as strong ones have.',
    keywords: ['passw', 'pwd', 'passphrase', '_pass', 'auth_', 'secure_', 'logged_in_', 'nonce_'],
    paths:
      /(^|\/)(\.env[\w.-]*|wp-config[\w.-]*\.php|[\w.-]+\.(env|envrc|properties|ini|cnf|conf|cfg|ya?ml|json|toml|tfstate|tfvars|config|xml|php))$|(^|\/)\.(envrc|my\.cnf)$/i,
    pattern:
      /(?:passw(?:or)?d|passwd|pwd|passphrase|_pass|(?:AUTH|SECURE_AUTH|LOGGED_IN|NONCE)_(?:KEY|SALT))["']?[ \t]{0,4}(?::|=>?|,)[ \t]{0,4}(?:"([^"\n]{8,100})"|'([^'\n]{8,100})'|([^\s"'#,;<>{}[\]$%|&][^\s"'#,;<>{}]{7,99}))(?=[\s,;)}\]]|$)/gi,
    minEntropy: 2.75,
    // What a Kubernetes Secret holds in base64 is another rule's.
    accept: (secret, match, file) => isStrongPassword(secret, 3) && !isInSecretManifest(match, file),
    bad: [
      { '.env.production': `DB_PASSWORD="${password}"\n` },
      { 'application.properties': `spring.datasource.password=${password}\n` },
      { 'wp-config.php': `<?php define('AUTH_KEY', '${password}${password}');\n` },
    ],
    good: [
      { '.env.example': 'DB_PASSWORD="Change-Me-1"\n' },
      { 'values.yaml': `password: "{{ .Values.password }}1"\n` },
      { 'en.json': '{ "password": "Your password must have 8 characters!" }\n' },
      { 'settings.yaml': 'password: !vault-1 Secret/Data#key\npassword_file: /run/secrets/Db-1.txt\n' },
    ],
  },
  {
    ...card,
    id: 'secret/named-value',
    title: 'Secret in a pair of name and value',
    what: 'A list of variables names one like a secret and gives it a value that looks random.',
    keywords: ['key', 'token', 'secret', 'passw', 'credential'],
    pattern:
      /\b(?:name|key)["']?[ \t]{0,4}[:=][ \t]{0,4}["']?[\w.-]{0,40}(?:token|secret|passw(?:or)?d|api[_-]?key|access[_-]?key|private[_-]?key|credentials?)["']?,?\s{1,60}["']?value["']?[ \t]{0,4}[:=][ \t]{0,4}["']?([\w.+/=~@-]{16,150})(?=["'\s,}/]|$)/gi,
    minEntropy: 3.5,
    accept: (secret, match) => isLikelySecret(secret, match),
    bad: [
      { 'deployment.yaml': `env:\n  - name: API_TOKEN\n    value: ${mixed(40).standIn}\n` },
      { 'task.json': `[{ "name": "API_TOKEN", "value": "${mixed(40).standIn}" }]\n` },
      { 'web.config': `<add key="ApiToken" value="${mixed(40).standIn}" />\n` },
    ],
    good: [
      { 'deployment.yaml': 'env:\n  - name: API_TOKEN\n    valueFrom:\n      secretKeyRef: { name: api }\n' },
      { 'deployment.yaml': 'env:\n  - name: TOKEN\n    value: /var/run/secrets/kubernetes.io/token1\n' },
    ],
  },
  {
    ...card,
    id: 'secret/command-password',
    title: 'Password on the command line of a client',
    what: 'A command gives `mysql`, `psql`, `redis-cli` or `sshpass` its password.',
    keywords: ['mysql', 'mariadb', 'redis-cli', 'sshpass', 'pgpassword'],
    pattern:
      /\b(?:(?:mysql|mariadb)(?:-?dump|admin|import)?[ \t](?:[^\n|;&]{0,200}?[ \t])?(?:-p|--password=)|redis-cli[ \t](?:[^\n|;&]{0,120}?[ \t])?(?:-a|--pass)[ \t]{1,3}|sshpass[ \t]{1,3}-p[ \t]{0,3}|PGPASSWORD=)["']?([^\s"'`$<>{}()|;&\\]{6,100})/g,
    minEntropy: 2.5,
    accept: (secret) => isStrongPassword(secret, 2),
    bad: [
      { 'backup.sh': `mysqldump -u root -p${password} app > app.sql\n` },
      { 'deploy.sh': `sshpass -p '${password}' scp app.tgz ada@example.org:\n` },
      { 'check.sh': `PGPASSWORD=${password} psql -h db.example.org app\n` },
    ],
    good: [
      { 'backup.sh': 'mysqldump -u root -p"$MYSQL_PASSWORD" app > app.sql\n' },
      { 'run.sh': 'mysql -u root -ppassword -P3306 app\n' },
      { 'run.sh': 'docker run -p 3306:3306 mysql:8.4\n' },
    ],
  },
];
