import type { SourceFile } from '../../../engine/file.ts';
import { entropyOf } from '../entropy.ts';
import { assigned } from '../kind.ts';
import type { SecretRule } from '../secret-rule.ts';
import { base64, hex, lower, mixed, url } from '../shape.ts';

const card = { kind: 'security', weakness: ['CWE-798'], confidence: 'likely', severity: 'high' } as const;
const why = 'Whoever reads the file, or the history of its repository, can use it as its owner could.';
const fix =
  'Replace it where it is valid: removing the line leaves it in the history. Read the new one from the environment or a secret store.';
const begin = (what: string) => `-----BEGIN ${what}-----`;

/** Secrets of no vendor: keys, tokens of standards, passwords in addresses and configuration. */
export const general: readonly SecretRule[] = [
  {
    ...card,
    id: 'secret/gcp-service-account',
    title: 'Google service account key',
    severity: 'critical',
    confidence: 'certain',
    what: 'The key file of a Google Cloud service account lies in the repository.',
    why: 'Whoever reads it acts as that account, until the key is deleted.',
    fix: 'Delete the key in IAM, service accounts, keys; use workload identity instead of key files.',
    keywords: ['"private_key"'],
    pattern: /"private_key"\s{0,4}:\s{0,4}"(-----BEGIN PRIVATE KEY-----[^"\n]{64,6000})"/g,
    minEntropy: 5,
    reach: 6200,
    accept: (_, __, file) => /"type"\s{0,4}:\s{0,4}"service_account"/.test(file.text),
    bad: [
      {
        'account.json': `{ "type": "service_account", "private_key": "${begin('PRIVATE KEY')}\\n${base64(64).standIn}${base64(63).standIn}${mixed(61).standIn}" }\n`,
      },
    ],
    good: [{ 'account.json': '{ "type": "service_account", "client_email": "a@example.org" }\n' }],
    references: ['https://cloud.google.com/iam/docs/best-practices-for-managing-service-account-keys'],
  },
  {
    ...card,
    id: 'secret/private-key',
    title: 'Private key',
    severity: 'critical',
    confidence: 'certain',
    weakness: ['CWE-321'],
    what: 'A private key in PEM or OpenPGP armour stands in a file.',
    why: 'Whoever reads it can sign, decrypt or sign in as its owner.',
    fix: 'Make a new key pair, replace the public key wherever it is trusted, and keep the private one in a secret store.',
    keywords: ['private key'],
    pattern: /-----BEGIN[ A-Z0-9_-]{0,60}PRIVATE KEY(?: BLOCK)?-----[\sA-Za-z0-9+/=\\.,:"'()@<>-]{64,12000}/g,
    minEntropy: 4,
    reach: 12_000,
    bad: [
      {
        'key.pem': `${begin('RSA PRIVATE KEY')}\n${base64(64).standIn}\n${base64(40).standIn}\n-----END RSA PRIVATE KEY-----\n`,
      },
    ],
    good: [
      { 'key.pem': `${begin('PRIVATE KEY')}\nanything\n-----END PRIVATE KEY-----\n` },
      { 'key.pem': `${begin('PUBLIC KEY')}\n${base64(64).standIn}\n-----END PUBLIC KEY-----\n` },
    ],
    references: ['https://www.rfc-editor.org/rfc/rfc7468'],
  },
  {
    ...card,
    id: 'secret/putty-key',
    title: 'PuTTY private key',
    severity: 'critical',
    confidence: 'certain',
    weakness: ['CWE-321'],
    what: 'A PuTTY private key stands in a file.',
    why: 'Whoever reads it can sign in wherever its public half is trusted.',
    fix: 'Make a new key pair, replace the public key wherever it is trusted, and keep the private one out of the repository.',
    keywords: ['putty-user-key-file-'],
    pattern:
      /PuTTY-User-Key-File-\d: [\w@.-]{3,60}\s{1,2}Encryption: [\w-]{3,20}\s{1,2}Comment:[^\n]{0,200}\n/g,
    minEntropy: 2,
    bad: [
      { 'id.ppk': 'PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: me\nPublic-Lines: 2\n' },
    ],
    good: [{ 'notes.txt': 'PuTTY-User-Key-File is the first line of such a file.\n' }],
  },
  {
    ...card,
    id: 'secret/jwt',
    title: 'JSON Web Token',
    what: 'A JSON Web Token stands in a file.',
    why: 'Until it expires, and some never do, whoever reads it is taken for the one it was issued to.',
    fix: 'Revoke the session or change the signing key; make tokens for tests at run time.',
    keywords: ['ey'],
    pattern:
      /(?<![\w.])(ey[A-Za-z0-9]{17,2000}\.ey[A-Za-z0-9/\\_-]{17,6000}\.(?:[A-Za-z0-9/\\_-]{10,2000}={0,2})?)/g,
    minEntropy: 3,
    reach: 8000,
    bad: [
      {
        'client.js': `const token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ0ZXN0ZXIxMjMifQ.${url(43).standIn}";\n`,
      },
    ],
    good: [{ 'client.js': 'const token = "eyJhbGciOiJIUzI1NiJ9";\n' }],
    references: ['https://www.rfc-editor.org/rfc/rfc7519'],
  },
  {
    ...card,
    id: 'secret/jwt-base64',
    title: 'JSON Web Token, encoded once more',
    what: 'A base64 text that decodes to a JSON Web Token stands in a file.',
    why: 'Base64 hides nothing: until it expires, whoever reads it is taken for the one it was issued to.',
    fix: 'Revoke the session or change the signing key; make tokens for tests at run time.',
    keywords: ['zxlk', 'zxlj', 'zxls', 'zxlw', 'zxlm'],
    pattern: /(?<![A-Za-z0-9+/])(ZXl[JKLMW][A-Za-z0-9+/]{60,6000}={0,2})/g,
    minEntropy: 2,
    reach: 6400,
    accept: (secret) => /^ey[\w-]{6,}\.ey/.test(Buffer.from(secret, 'base64').toString('latin1')),
    bad: [
      {
        'values.yaml': `token: ${Buffer.from(`eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ0ZXN0ZXIxMjMifQ.${url(43).standIn}`).toString('base64')}\n`,
      },
    ],
    good: [
      {
        'values.yaml': `token: ${Buffer.from('eyes on the road, please, at all times and everywhere you go').toString('base64')}\n`,
      },
    ],
  },
  {
    ...card,
    id: 'secret/url-password',
    title: 'Password in an address',
    weakness: ['CWE-798', 'CWE-522'],
    what: 'An address (`postgres://user:password@host`) carries a password.',
    why: 'Addresses end up in logs, shell histories and error messages, and so does the password.',
    fix: 'Change the password, and put the address together from the environment at run time.',
    keywords: ['://'],
    pattern:
      /\b[a-z][a-z0-9+.-]{1,20}:\/\/[\w.%~+-]{0,60}:([^\s"'`<>@/{}$[\]()|\\,;*]{3,100})@[A-Za-z0-9.-]{3,120}/g,
    minEntropy: 2,
    accept: isUrlPassword,
    bad: [{ 'settings.ini': `db = postgres://app:${mixed(14).standIn}@db.internal:5432/app\n` }],
    good: [
      { 'settings.ini': 'db = postgres://app:password@localhost/app\n' },
      { 'settings.ini': 'db = postgres://app:$DB_PASSWORD@db.internal/app\n' },
    ],
  },
  {
    ...card,
    id: 'secret/sidekiq-url',
    title: 'Sidekiq gem server credentials',
    what: 'An address of the Sidekiq Pro or Enterprise gem server carries credentials.',
    why,
    fix: 'Ask Contributed Systems for new credentials and give them to Bundler by `bundle config`.',
    keywords: ['contribsys.com'],
    pattern: /\bhttps?:\/\/([a-f0-9]{8}:[a-f0-9]{8})@(?:gems|enterprise)\.contribsys\.com\b/g,
    minEntropy: 2,
    bad: [{ Gemfile: `source "https://${hex(8).standIn}:${hex(8).standIn}@gems.contribsys.com/"\n` }],
    good: [{ Gemfile: 'source "https://gems.contribsys.com/"\n' }],
  },
  {
    ...card,
    id: 'secret/curl-user',
    title: 'Password on a curl command line',
    what: 'A `curl` command names user and password.',
    why: 'Command lines are kept in histories, shown to every process and copied into documentation.',
    fix: 'Change the password and read it from `--netrc-file` or the environment.',
    keywords: ['curl'],
    pattern:
      /\bcurl\b(?:[^\n]|\\\n){0,400}?[ \t\n](?:-u|--user)(?:=|[ \t]{1,5})(?:"([^"\n]{0,80}(?:":")?[^"\n]{0,150})"|'([^'\n]{3,150})'|(\{?[\w.%@+-]{0,60}\}?:['"]?[^\s"'`$<>{}[\]]{3,100}))/g,
    minEntropy: 0,
    reach: 700,
    accept: (_, match) => isCurlPassword(match[0]),
    bad: [{ 'deploy.sh': `curl --user admin:${mixed(14).standIn} https://ci.example.org/job\n` }],
    good: [
      { 'deploy.sh': 'curl -u user:password https://ci.example.org/job\n' },
      { 'deploy.sh': 'curl -u "$CI_USER:$CI_PASSWORD" https://ci.example.org/job\n' },
    ],
  },
  {
    ...card,
    id: 'secret/curl-header',
    title: 'Credentials in a header on a curl command line',
    what: 'A `curl` command sends a token or password in a header.',
    why: 'Command lines are kept in histories, shown to every process and copied into documentation.',
    fix: 'Revoke it and read the new one from the environment.',
    keywords: ['curl'],
    pattern:
      /\bcurl\b(?:[^\n]|\\\n|\n[ \t#]{1,8}-){0,600}?(?:-H|--header)(?:=|[ \t]{0,5})["'](?:Authorization:[ \t]{0,5}(?:(?:Basic|Bearer|Token|ApiKey|Digest|bearer|basic|token)[ \t]{1,3})?|(?:(?:X-(?:[A-Za-z]{1,20}-)?)?(?:Api-?)?(?:Token|Key)):[ \t]{0,5})([\w=~@.+/:-]{8,2000})["']/gi,
    minEntropy: 2.75,
    reach: 1400,
    bad: [{ 'call.sh': `curl -H "Authorization: Bearer ${lower(32).standIn}" https://api.example.org/\n` }],
    good: [
      { 'call.sh': 'curl -H "Authorization: Bearer $TOKEN" https://api.example.org/\n' },
      { 'call.sh': 'curl -H "Authorization: Bearer XXXXXXXXXXXXXXXX" https://api.example.org/\n' },
    ],
  },
  {
    ...card,
    id: 'secret/kubernetes-secret',
    title: 'Kubernetes Secret with its data',
    what: 'A Kubernetes `Secret` is kept in a file with its values, which base64 does not hide.',
    why,
    fix: 'Change the values; keep secrets in a secret store, sealed or encrypted (External Secrets, Sealed Secrets, SOPS).',
    keywords: ['secret'],
    paths: /\.ya?ml$/i,
    pattern: /^[ \t]{0,8}kind:[ \t]{0,8}["']?[sS]ecret["']?[ \t]{0,200}\r?$/gm,
    minEntropy: 0,
    accept: (_, __, file) => holdsSecretData(file),
    bad: [
      {
        'secret.yaml': `apiVersion: v1\nkind: Secret\ndata:\n  password: ${Buffer.from(mixed(12).standIn).toString('base64')}\n`,
      },
    ],
    good: [
      { 'secret.yaml': 'apiVersion: v1\nkind: Secret\ndata:\n  password: {{ .Values.password }}\n' },
      {
        'secret.yaml':
          'apiVersion: external-secrets.io/v1beta1\nkind: ExternalSecret\ndata:\n  password: bXlwYXNzd29yZA==\n',
      },
    ],
    references: ['https://kubernetes.io/docs/concepts/configuration/secret/'],
  },
  {
    ...card,
    id: 'secret/nuget-config-password',
    title: 'Password in a NuGet configuration',
    what: 'A `nuget.config` keeps a package source password in clear.',
    why,
    fix: 'Change the password and name an environment variable instead: `%NUGET_PASSWORD%`.',
    keywords: ['password'],
    paths: /(^|\/)nuget\.config$/i,
    pattern: /<add key="(?:ClearText)?Password"\s{1,10}value="([^"\n]{8,100})"\s{0,10}\/>/gi,
    minEntropy: 1,
    accept: (secret) => !/^%[^%]+%$/.test(secret) && !nugetSamples.has(secret),
    bad: [{ 'nuget.config': `<add key="ClearTextPassword" value="${mixed(14).standIn}" />\n` }],
    good: [{ 'nuget.config': '<add key="ClearTextPassword" value="%NUGET_PASSWORD%" />\n' }],
    references: ['https://learn.microsoft.com/nuget/reference/nuget-config-file#packagesourcecredentials'],
  },
  {
    ...card,
    id: 'secret/terraform-password',
    title: 'Password in a Terraform file',
    what: 'A Terraform or HCL file sets a password to a literal.',
    why: 'It is in the repository, and in every state file made from it.',
    fix: 'Change the password; use a variable marked `sensitive`, or a data source of a secret store.',
    keywords: ['password'],
    paths: /\.(tf|hcl|tfvars)$/,
    pattern: /\b(?:administrator_login_)?password[ \t]{0,20}=[ \t]{0,5}"([\w=!@#%^&*.-]{8,60})"/gi,
    minEntropy: 2,
    bad: [{ 'main.tf': `password = "${mixed(12).standIn}"\n` }],
    good: [{ 'main.tf': 'password = var.db_password\n' }],
  },
  {
    ...card,
    id: 'secret/freemius-key',
    title: 'Freemius secret key',
    what: 'A Freemius secret key stands in a PHP file.',
    why,
    fix,
    keywords: ['secret_key'],
    paths: /\.php$/i,
    pattern: /["']secret_key["']\s{0,4}=>\s{0,4}["'](sk_[^"'\s]{29})["']/gi,
    minEntropy: 3,
    bad: [{ 'plugin.php': `<?php return ['secret_key' => 'sk_${mixed(29).standIn}'];\n` }],
    good: [{ 'plugin.php': "<?php return ['secret_key' => getenv('FREEMIUS_KEY')];\n" }],
  },
  {
    ...card,
    id: 'secret/npmrc-password',
    title: 'Registry credentials in .npmrc',
    what: 'An `.npmrc` holds a registry password or token itself.',
    why,
    fix: `Revoke it, and name a variable instead (\`_authToken=\${NPM_TOKEN}\`): npm reads it.`,
    keywords: ['_auth', '_password'],
    paths: /(^|\/)\.npmrc$/,
    pattern: /(?:_auth|_authToken|_password)\s{0,4}=\s{0,4}["']?([A-Za-z0-9+/=_-]{12,400})/g,
    minEntropy: 2.5,
    bad: [{ '.npmrc': `//registry.example.org/:_password=${base64(24).standIn}\n` }],
    good: [{ '.npmrc': `//registry.example.org/:_authToken=\${NPM_TOKEN}\n` }],
    references: ['https://docs.npmjs.com/cli/configuring-npm/npmrc'],
  },
  {
    ...card,
    id: 'secret/htpasswd-hash',
    title: 'Password hash of a web server',
    what: 'A line of an `.htpasswd` or `/etc/shadow` file holds a password hash.',
    why: 'Hashes of passwords people choose are guessed off line.',
    fix: 'Change the password and keep the file out of the repository.',
    severity: 'medium',
    keywords: ['$apr1$', '$2y$', '$6$', '$y$'],
    paths: /(^|\/)(\.?htpasswd|shadow|passwd)[^/]*$/,
    pattern: /^[\w.@-]{1,60}:(\$(?:apr1|2y|6|y)\$[\w./$]{20,150})/gm,
    minEntropy: 3,
    bad: [{ '.htpasswd': `admin:$apr1$${mixed(8).standIn}$${mixed(22).standIn}\n` }],
    good: [{ 'README.md': 'The file holds lines like admin:$apr1$….\n' }],
  },
  {
    ...card,
    id: 'secret/generic-key',
    title: 'Value that looks like a secret',
    what: 'A variable named like a secret (`api_key`, `token`, `password`) is given a value that looks random.',
    why,
    fix,
    keywords: ['key', 'token', 'secret', 'passw', 'pwd', 'credential', 'auth'],
    pattern: genericPattern(),
    minEntropy: 3.5,
    accept: (secret, match) => isLikelySecret(secret, match[0]),
    bad: [{ 'settings.py': `PAYMENT_API_KEY = "${mixed(32).standIn}"\n` }],
    good: [
      { 'settings.py': 'PAYMENT_API_KEY = os.environ["PAYMENT_API_KEY"]\n' },
      { 'settings.py': `public_key = "${mixed(32).standIn}"\n` },
      { 'i18n.json': '{ "password": "Please-enter-your-Password-2" }\n' },
    ],
  },
];

function genericPattern(): RegExp {
  const name =
    '(?i:api[_.-]?key|access[_.-]?key|secret[_.-]?key|private[_.-]?key|encryption[_.-]?key|signing[_.-]?key|master[_.-]?key|(?:client|app|api|shared|consumer)[_.-]?secret|secret|token|passw(?:or)?d|passwd|pwd|credentials?|auth)(?i:[_-]?(?:string|value|str|\\d{1,4}))?(?:Token|_TOKEN|_token)?';
  const value = '[\\w.+/=~@%-]{10,150}';
  return new RegExp(
    assigned(`[\\w.-]{0,40}?${name}`, value).source.replace('[\\w.\\- \\t]{0,32}', '(?:[ \\t]string)?'),
    'g',
  );
}

/** Names that carry no secret though they hold its word, told by what stands around the word. */
const harmlessName =
  /(?i:public|foreign|primary|partition|sort|cache|idempotency|keyboard|storage|translation|i18n|csrf_?header|tokenizer?|author|max_?token|_?token_?(?:type|file|name|count|limit|url|uri|endpoint)|key_?(?:name|id|length|size|vault|file|path|pair|ring|store|code|board|up|down|press|frame|word)|secret_?(?:name|id|ref|arn|manager|size)|pass(?:word)?_?(?:field|label|hint|reset|policy|min|max|length))/;

/** Random enough, and neither a path, a version, an identifier nor words joined by signs. */
function isLikelySecret(secret: string, match: string): boolean {
  const name = match.slice(0, match.lastIndexOf(secret));
  if (harmlessName.test(name)) return false;
  if (!/\d/.test(secret) || !/[A-Za-z]/.test(secret)) return false;
  if (
    /^[a-z]+:|^[./]|\.(?:com|org|net|io|js|ts|py|json|ya?ml|pem|cer|crt|p12|html?|java|go)\b|^v?\d+(?:\.\d+){1,3}/i.test(
      secret,
    )
  )
    return false;
  const parts = secret.split(/[-_.+/=~@%]/).filter((part) => part.length > 1);
  const words = parts.filter((part) =>
    /^(?:[A-Za-z]?[a-z]{2,}|[A-Z]{3,}|\d{1,4}|[a-z]{1,3}\d{1,2}|[A-Z][a-z]+\d{0,3})$/.test(part),
  );
  if (parts.length > 1 && words.length * 2 >= parts.length) return false;
  return (
    !/^(?:[A-Z]?[a-z]{3,}){2,}\d{0,4}$/.test(secret) && entropyOf(secret) >= (secret.length < 20 ? 3.3 : 3.5)
  );
}

const commonPasswords =
  /^(?:p[a4]ss(?:w(?:or)?d)?\d{0,4}|postgres(?:ql)?|root|admin|test\w{0,6}|user(?:name)?|secret|guest|mysql|redis|mongo|rabbitmq|minio|minioadmin|token|x+|y+|\.+|pw|foo|bar|1234\d{0,5}|example|changeme|my-?secret.{0,12}|yyy|xxx)$/i;

function isUrlPassword(secret: string, match: RegExpExecArray): boolean {
  if (commonPasswords.test(secret) || /^%|^\.|^[A-Z_]{4,}$/.test(secret)) return false;
  const address = match[0].slice(match[0].indexOf('://') + 3);
  const [user = '', host = ''] = [address.split(':')[0], address.split('@').at(-1)];
  if (user === secret || /^(?:example\.|localhost$|127\.|host(?:name)?$|0\.0\.0\.0)/.test(host)) return false;
  return !/\.example\.(?:com|org|net)$|\bexample\.(?:com|org|net)$/.test(host) || /\d/.test(secret);
}

/** User and password as `-u` takes them; one of the two may be empty (a token alone). */
function isCurlPassword(command: string): boolean {
  const given = /(?:-u|--user)(?:=|[ \t]{1,5})(.*)$/s.exec(command)?.[1] ?? '';
  const text = given.replace(/['"]/g, '');
  const colon = text.indexOf(':');
  if (colon === -1 || /[$<[]|\{\{/.test(text)) return false;
  const [user, password] = [text.slice(0, colon), text.slice(colon + 1)];
  const secret = password === '' ? user : password;
  return secret.length >= 5 && !commonPasswords.test(secret) && entropyOf(secret) >= 2 && user !== password;
}

/** A document of kind Secret whose `data` holds a value of some length. Source: Kubernetes API, Secret v1. */
function holdsSecretData(file: SourceFile): boolean {
  return file.text.split(/^---/m).some((document) => {
    const lines = document.split(/\r?\n/);
    if (!lines.some((line) => /^\s*kind:\s*["']?secret["']?\s*$/i.test(line))) return false;
    const data = lines.findIndex((line) => /^\s*data:\s*$/.test(line));
    if (data === -1) return false;
    const depth = indentOf(lines[data] ?? '');
    const end = lines.findIndex(
      (line, index) => index > data && line.trim() !== '' && indentOf(line) <= depth,
    );
    return lines.slice(data + 1, end === -1 ? undefined : end).some(isSecretValue);
  });
}

const isSecretValue = (line: string): boolean =>
  /^\s*(?:[\w.-]+:\s*)?["']?[A-Za-z0-9+/]{10,}={0,3}["']?\s*$/.test(line) && !/^\s*#/.test(line);

const indentOf = (line: string): number => line.length - line.trimStart().length;

/** Values of NuGet's own documentation. */
const nugetSamples = new Set(['33f!!lloppa', 'hal+9ooo_da!sY']);
