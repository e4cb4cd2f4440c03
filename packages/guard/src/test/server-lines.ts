import { type Arbitrary, array, constantFrom, nat, oneof, record, string, tuple } from 'fast-check';

/** Lines as servers write them, so that tests can put any bytes a client may send into them. */

/** nginx `escape=default`: control bytes, quotes, backslashes and bytes above 126 as \xXX. */
export function nginxEscape(text: string): string {
  return hexEscaped(text, (byte) => byte < 32 || byte > 126 || byte === 34 || byte === 92, true);
}

/** Apache's ap_escape_logitem: quotes and backslashes get a backslash, C escapes, the rest \xXX. */
export function apacheEscape(text: string): string {
  const short: Readonly<Record<string, string>> = {
    '\n': '\\n',
    '\r': '\\r',
    '\t': '\\t',
    '"': '\\"',
    '\\': '\\\\',
  };
  return [...text]
    .map((char) => short[char] ?? hexEscaped(char, (byte) => byte < 32 || byte > 126, false))
    .join('');
}

export interface Sent {
  readonly request: string;
  readonly agent: string;
  readonly referrer: string;
  readonly user: string;
}

export function nginxLine(client: string, sent: Sent): string {
  const user = sent.user === '' ? '-' : nginxEscape(sent.user);
  return `${client} - ${user} [10/Oct/2025:13:55:36 +0000] "${nginxEscape(sent.request)}" 404 153 "${nginxEscape(sent.referrer)}" "${nginxEscape(sent.agent)}"`;
}

export function apacheLine(client: string, sent: Sent): string {
  const user = sent.user === '' ? '-' : apacheEscape(sent.user);
  return `${client} - ${user} [10/Oct/2025:13:55:36 +0000] "${apacheEscape(sent.request)}" 404 153 "${apacheEscape(sent.referrer)}" "${apacheEscape(sent.agent)}"`;
}

/** nginx writes the decoded path into its message as it is, the raw request behind it, and cuts what is too long. */
export function nginxErrorLine(client: string, sent: Sent): string {
  const clean = (text: string) => text.replaceAll(/[\n\r\0]/g, '');
  const line = `2025/10/10 13:55:36 [error] 17#17: *42 open() "/srv/www${clean(sent.request)}" failed (2: No such file or directory), client: ${client}, server: example.org, request: "${clean(sent.request)}", host: "${clean(sent.user)}", referrer: "${clean(sent.referrer)}"`;
  return Buffer.from(line).subarray(0, 2047).toString();
}

export function apacheErrorLine(client: string, sent: Sent): string {
  return `[Fri Oct 10 13:55:36.123456 2025] [auth_basic:error] [pid 42:tid 77] [client ${client}:51234] AH01618: user ${apacheEscape(sent.user)} not found: ${apacheEscape(sent.request)}, referer: ${apacheEscape(sent.referrer)}`;
}

/** Caddy's encoder escapes as JSON does. */
export function caddyLine(client: string, sent: Sent): string {
  const headers = { 'User-Agent': [sent.agent], Referer: [sent.referrer] };
  const request = {
    client_ip: client,
    proto: 'HTTP/1.1',
    method: 'GET',
    host: sent.user,
    uri: sent.request,
    headers,
  };
  return JSON.stringify({ ts: 1_760_104_536.1, logger: 'http.log.access', request, status: 404 });
}

/** Envoy's default format puts what the client sent into quotes as it is, but for line breaks; a path has no blanks. */
export function envoyLine(client: string, sent: Sent): string {
  const clean = (text: string) => text.replaceAll(/[\n\r\0]/g, '');
  return `[2025-10-10T13:55:36.123Z] "GET /${clean(sent.request).replaceAll(/\s/g, '')} HTTP/1.1" 404 - 0 9 1 0 "${forwardedTo(client, clean(sent.referrer))}" "${clean(sent.agent)}" "id" "${clean(sent.user)}" "10.0.0.2:80"`;
}

/** Traefik's common format, Go-quoted user agent and referrer. */
export function traefikLine(client: string, sent: Sent): string {
  const user = sent.user === '' ? '-' : sent.user.replaceAll(/[\n\r ]/g, '_');
  return `${client} - ${user} [10/Oct/2025:13:55:36 +0000] ${JSON.stringify(`GET ${sent.request} HTTP/1.1`)} 404 19 ${JSON.stringify(sent.referrer)} ${JSON.stringify(sent.agent)} 1 "web@docker" "http://10.0.0.2" 1ms`;
}

/** HAProxy escapes control bytes, quotes and what delimits captures as #XX. */
export function haproxyLine(client: string, sent: Sent): string {
  const safe = (text: string) =>
    [...text]
      .map((char) => {
        const code = char.charCodeAt(0);
        return code < 32 || '"#{|}'.includes(char)
          ? `#${code.toString(16).toUpperCase().padStart(2, '0')}`
          : char;
      })
      .join('');
  return `${client}:14853 [10/Oct/2025:13:55:36.127] web~ app/one 0/0/0/3/3 404 739 - - ---- 1/1/0/0/0 0/0 {${safe(sent.user)}|${safe(sent.agent)}} "GET ${safe(sent.request)} HTTP/1.1"`;
}

/** sshd writes user names through strnvis: control bytes become \ooo, blanks stay. */
export function sshdLine(client: string, user: string, form: number): string {
  const name = [...user]
    .map((char) =>
      char < ' ' || char === '\\' ? `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}` : char,
    )
    .join('');
  const messages = [
    `Failed password for invalid user ${name} from ${client} port 42824 ssh2`,
    `Failed password for ${name} from ${client} port 42824 ssh2`,
    `Invalid user ${name} from ${client} port 42824`,
    `Connection closed by invalid user ${name} ${client} port 42824 [preauth]`,
    `Disconnected from authenticating user ${name} ${client} port 42824 [preauth]`,
    `User ${name} from ${client} not allowed because not listed in AllowUsers`,
    `pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=${client}  user=${name}`,
    `maximum authentication attempts exceeded for ${name} from ${client} port 42824 ssh2 [preauth]`,
  ];
  return `Oct 10 13:55:36 host sshd[1234]: ${messages[form % messages.length]}`;
}

/** What a proxy makes of the list the client sent: it appends whom it sees. */
const forwardedTo = (client: string, claimed: string) => (claimed === '' ? client : `${claimed}, ${client}`);

/** The proxy the lines behind one name; readers must trust it. */
export const proxy = '10.0.0.1';

const nginxBehindProxy = (client: string, sent: Sent) =>
  `${nginxLine(proxy, sent)} "${nginxEscape(forwardedTo(client, sent.user))}"`;

/** Captured: Host and X-Forwarded-For. */
const haproxyBehindProxy = (client: string, sent: Sent) =>
  haproxyLine(proxy, { ...sent, user: sent.agent, agent: forwardedTo(client, sent.user) });

const syslogged = (program: string, line: string) => `Oct 10 13:55:36 host ${program}[1234]: ${line}`;
const flat = (line: string) => line.replaceAll(/[\n\r\0]/g, '');

const journal = (program: string, line: string) =>
  JSON.stringify({
    MESSAGE: line,
    SYSLOG_IDENTIFIER: program,
    _HOSTNAME: 'host',
    _PID: '1',
    __REALTIME_TIMESTAMP: '1760104536000000',
  });

const auditTags = ({ request, agent, user }: Sent) =>
  `ModSecurity: Access denied with code 403 (phase 2). [file "/r.conf"] [line "1"] [id "942110"] [msg "SQL Injection"] [data "${apacheEscape(agent)}"] [severity "CRITICAL"] [hostname "${apacheEscape(user)}"] [uri "${apacheEscape(request)}"]`;

function nginxAuditLine(client: string, sent: Sent): string {
  const line = `2025/10/10 13:55:36 [error] 17#17: *42 ${flat(auditTags(sent))}, client: ${client}, server: a, request: "GET ${flat(sent.request)} HTTP/1.1", host: "a"`;
  return Buffer.from(line).subarray(0, 2047).toString();
}

const apacheAuditLine = (client: string, sent: Sent) =>
  `[Fri Oct 10 13:55:36.123456 2025] [:error] [pid 42] [client ${client}:5000] [client ${client}] ${auditTags(sent)} [unique_id "u"]`;

function loadBalancerLine(client: string, sent: Sent): string {
  const quoted = (text: string) => hexEscaped(text, (byte) => byte < 32 || byte > 126 || byte === 34, false);
  return `https 2025-10-10T13:55:36.123Z app/lb/1 ${client}:4711 10.0.0.5:80 0.0 0.0 0.0 404 404 34 366 "GET https://a:443/${quoted(sent.request)} HTTP/1.1" "${quoted(sent.agent)}" - - arn "r" "-" "-" 0 2025-10-10T13:55:36.000Z "forward" "-" "-" "10.0.0.5:80" "404" "-" "-"`;
}

function cloudfrontLine(client: string, sent: Sent): string {
  const encoded = (text: string) => (text === '' ? '-' : encodeURIComponent(text.toWellFormed()));
  const fields = ['2025-10-10', '13:55:36', 'ZRH50', '9', client, 'GET', 'd.cloudfront.net'];
  const rest = [
    `/${encoded(sent.request)}`,
    '404',
    encoded(sent.referrer),
    encoded(sent.agent),
    '-',
    '-',
    'Miss',
  ];
  const last = [
    'id',
    encoded(sent.user),
    'https',
    '9',
    '0.1',
    '-',
    'TLSv1.3',
    '-',
    'Miss',
    'HTTP/2.0',
    '-',
    '-',
  ];
  return [...fields, ...rest, ...last].join('\t');
}

const managerLine = (client: string, sent: Sent) =>
  `[10/Oct/2025:13:55:36 +0000] - 404 404 - GET https a "/${nginxEscape(sent.request)}" [Client ${client}] [Length 9] [Gzip -] [Sent-to 10.0.0.2] "${nginxEscape(sent.agent)}" "${nginxEscape(sent.referrer)}"`;

const litespeedLine = (client: string, sent: Sent) =>
  `2025-10-10 13:55:36.123 [INFO] [1] [${client}:4711#a] User '${flat(sent.user)}' failed to authenticate.`;

/** Every format with a client's own text in it, written as its server does. `format` names the reader. */
export const servers: readonly {
  readonly name: string;
  readonly format: string;
  readonly write: (client: string, sent: Sent) => string;
}[] = [
  { name: 'nginx', format: 'nginx', write: nginxLine },
  { name: 'nginx behind a proxy', format: 'nginx', write: nginxBehindProxy },
  { name: 'nginx’s error log', format: 'nginx', write: nginxErrorLine },
  {
    name: 'nginx behind a virtual host',
    format: 'nginx',
    write: (client, sent) => `a ${nginxLine(client, sent)}`,
  },
  { name: 'Nginx Proxy Manager', format: 'nginx-proxy-manager', write: managerLine },
  { name: 'BunkerWeb', format: 'bunkerweb', write: (client, sent) => `a ${nginxLine(client, sent)}` },
  { name: 'Apache', format: 'apache', write: apacheLine },
  { name: 'Apache’s error log', format: 'apache', write: apacheErrorLine },
  { name: 'Caddy', format: 'caddy', write: caddyLine },
  { name: 'Envoy', format: 'envoy', write: envoyLine },
  { name: 'Traefik', format: 'traefik', write: traefikLine },
  { name: 'HAProxy', format: 'haproxy', write: haproxyLine },
  { name: 'HAProxy behind a proxy', format: 'haproxy', write: haproxyBehindProxy },
  { name: 'ModSecurity in nginx', format: 'modsecurity', write: nginxAuditLine },
  { name: 'ModSecurity in Apache', format: 'modsecurity', write: apacheAuditLine },
  { name: 'LiteSpeed', format: 'litespeed', write: litespeedLine },
  { name: 'a load balancer', format: 'aws-alb', write: loadBalancerLine },
  { name: 'CloudFront', format: 'cloudfront', write: cloudfrontLine },
  {
    name: 'nginx’s error log through syslog',
    format: 'syslog',
    write: (client, sent) => syslogged('nginx', nginxErrorLine(client, sent)),
  },
  {
    name: 'nginx in the journal',
    format: 'journal',
    write: (client, sent) => journal('nginx', nginxErrorLine(client, sent)),
  },
  { name: 'sshd', format: 'sshd', write: (client, { user }) => sshdLine(client, user, user.length) },
  {
    name: 'sshd in the journal',
    format: 'journal',
    write: (client, { user }) => journal('sshd', sshdLine(client, user, user.length).replace(/^.*?\]: /, '')),
  },
  {
    name: 'Envoy in a container',
    format: 'cri',
    write: (client, sent) => `2025-10-10T13:55:36.1Z stdout F ${envoyLine(client, sent)}`,
  },
  {
    name: 'nginx in a container',
    format: 'cri',
    write: (client, sent) => `2025-10-10T13:55:36.1Z stdout F ${nginxLine(client, sent)}`,
  },
  {
    name: 'Upsun',
    format: 'upsun-httplog',
    write: (client, sent) => JSON.stringify({ message: `app.0 nginx: ${nginxLine(client, sent)}` }),
  },
];

const benign: Sent = { request: '/a', agent: 'curl/8', referrer: '', user: 'ann' };

/**
 * What somebody would send who knows how the server writes its lines: pieces of a line about `victim`, whole and cut
 * anywhere, what else lines are made of, and enough to fill a buffer.
 */
export function forgeries(write: (client: string, sent: Sent) => string, victim: string): Arbitrary<Sent> {
  const line = write(victim, benign);
  const piece = tuple(nat(line.length), nat(line.length)).map(([from, to]) => line.slice(from, to));
  const around = tuple(nat(30), nat(60)).map(([before, after]) => {
    const at = line.indexOf(victim);
    return line.slice(Math.max(0, at - before), at + victim.length + after);
  });
  const mark = constantFrom(
    '"',
    ' ',
    ', ',
    '|',
    '\\',
    '}',
    ']',
    '\t',
    '\n',
    victim,
    `", client: ${victim}, server: a`,
  );
  const filler = nat(2100).map((count) => 'b'.repeat(count));
  const text = oneof(
    array(oneof({ weight: 3, arbitrary: around }, piece, mark), { maxLength: 6 }).map((parts) =>
      parts.join(''),
    ),
    tuple(around, filler).map((parts) => parts.join('')),
    string({ unit: 'binary', maxLength: 20 }),
  );
  return record({ request: text, agent: text, referrer: text, user: text });
}

function hexEscaped(text: string, unsafe: (byte: number) => boolean, upper: boolean): string {
  return [...Buffer.from(text, 'utf8')]
    .map((byte) => {
      if (!unsafe(byte)) return String.fromCharCode(byte);
      const hex = byte.toString(16).padStart(2, '0');
      return `\\x${upper ? hex.toUpperCase() : hex}`;
    })
    .join('');
}
