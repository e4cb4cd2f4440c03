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

/** nginx writes the decoded path into its message as it is, and the raw request behind it. */
export function nginxErrorLine(client: string, sent: Sent): string {
  const clean = (text: string) => text.replaceAll(/[\n\r\0]/g, '');
  return `2025/10/10 13:55:36 [error] 17#17: *42 open() "/srv/www${clean(sent.request)}" failed (2: No such file or directory), client: ${client}, server: example.org, request: "${clean(sent.request)}", host: "${clean(sent.user)}", referrer: "${clean(sent.referrer)}"`;
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

/** Envoy's default format puts what the client sent into quotes as it is, but for line breaks. */
export function envoyLine(client: string, sent: Sent): string {
  const clean = (text: string) => text.replaceAll(/[\n\r\0]/g, '');
  return `[2025-10-10T13:55:36.123Z] "GET ${clean(sent.request)} HTTP/1.1" 404 - 0 9 1 0 "${client}" "${clean(sent.agent)}" "id" "${clean(sent.user)}" "10.0.0.2:80"`;
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

function hexEscaped(text: string, unsafe: (byte: number) => boolean, upper: boolean): string {
  return [...Buffer.from(text, 'utf8')]
    .map((byte) => {
      if (!unsafe(byte)) return String.fromCharCode(byte);
      const hex = byte.toString(16).padStart(2, '0');
      return `\\x${upper ? hex.toUpperCase() : hex}`;
    })
    .join('');
}
