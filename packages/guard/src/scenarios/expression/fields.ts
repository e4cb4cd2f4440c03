import { sourceKey } from '../../logs/address.ts';
import { type Event, type EventKind, targetOf } from '../../logs/event.ts';
import { type Alert, lastEvent } from '../alert.ts';
import { isAlert, type Subject } from '../scenario.ts';

export type Field = (subject: Subject) => string | number | boolean;

/** Reader of one of CrowdSec's event fields (`Meta.http_path`, `Parsed.verb`, `Overflow.Alert.Remediation`), or null when nothing of ours carries it. */
export function fieldOf(path: string): Field | null {
  const known = subjectFields[path];
  if (known) return known;
  const [space = '', name = '', more] = path.split('.');
  if ((space !== 'Meta' && space !== 'Parsed') || name === '' || more !== undefined) return null;
  const reader = (space === 'Meta' ? meta[name] : undefined) ?? parsed[name] ?? meta[name];
  if (reader) return (subject) => (isAlert(subject) ? '' : reader(subject));
  return (subject) => (isAlert(subject) ? '' : (subject.more?.[name] ?? ''));
}

/** CrowdSec's name of our kinds. */
export const logTypes: Readonly<Record<EventKind, string>> = {
  'http-access': 'http_access-log',
  'http-error': 'http_error-log',
  'http-waf': 'modsecurity',
  'tls-failed': 'bad_ssl_handshake',
  'ssh-failed': 'ssh_failed-auth',
  'ssh-accepted': 'auth_success',
  'ssh-bad-exchange': 'ssh_bad_keyexchange',
  'ssh-timeout': 'ssh_auth_timeout',
  'ssh-dispatch': 'ssh_dispatch_fatal',
  'ssh-refused': 'ssh_refused_conn',
  'ssh-notice': '',
  'auth-failed': '',
  'packet-dropped': 'iptables_drop',
  'packet-accepted': 'iptables_event',
};

const staticExtensions = new Set(
  'jpg css js jpeg png svg map ico otf gif mp3 mp4 woff woff2 ttf eot webp wav gz brotli bvr ts bmp avif mjs'.split(
    ' ',
  ),
);

/** Whether the path names a file browsers fetch by the dozen. */
export function isStaticPath(path: string): boolean {
  if (path === lastPath) return lastStatic;
  lastPath = path;
  lastStatic = namesStaticFile(path);
  return lastStatic;
}

let lastPath = '';
let lastStatic = false;

function namesStaticFile(path: string): boolean {
  const dot = path.lastIndexOf('.');
  if (dot < 0 || path.length - dot > 8 || path.lastIndexOf('/') > dot) return false;
  return staticExtensions.has(path.slice(dot + 1).toLowerCase());
}

type Reading = (event: Event) => string;

const status: Reading = (event) => (event.source === 'caddy' || event.status > 0 ? String(event.status) : '');
const version: Reading = (event) => event.more?.['http_version'] ?? '';
/** CrowdSec cuts at the last question mark. */
const lastArgs: Reading = (event) =>
  event.args === null ? '' : event.args.slice(event.args.lastIndexOf('?') + 1);
const request: Reading = (event) => {
  if (event.args === null) return event.path;
  const mark = event.args.lastIndexOf('?');
  return mark < 0 ? event.path : `${event.path}?${event.args.slice(0, mark)}`;
};
const isHttp = (event: Event) => event.kind === 'http-access' || event.kind === 'http-error';
const isSsh = (event: Event) => event.kind.startsWith('ssh-');
const sshUser: Reading = (event) => (isSsh(event) ? event.user : '');

const service: Reading = (event) => {
  if (isSsh(event)) return 'ssh';
  if (event.more?.['service']) return event.more['service'];
  if (event.source === 'nginx' && event.kind === 'auth-failed') return 'mail';
  return isHttp(event) || event.kind === 'tls-failed' || event.kind === 'auth-failed' ? 'http' : '';
};

const logType: Reading = (event) =>
  event.source === 'nginx' && event.kind === 'auth-failed' ? 'mail_auth' : logTypes[event.kind];

const meta: Readonly<Record<string, Reading>> = {
  log_type: logType,
  service,
  source_ip: (event) => event.ip,
  http_path: targetOf,
  http_status: status,
  http_verb: (event) => event.method,
  http_user_agent: (event) => event.ua,
  http_args_len: (event) => (isHttp(event) ? String(Buffer.byteLength(lastArgs(event))) : ''),
  target_fqdn: (event) => event.host,
  target_user: (event) => (event.kind === 'ssh-accepted' ? '' : sshUser(event)),
  user: (event) => (event.kind === 'ssh-accepted' ? event.user : (event.more?.['remote_user'] ?? '')),
  username: (event) => event.more?.['username'] ?? (event.kind === 'auth-failed' ? event.user : ''),
};

const parsed: Readonly<Record<string, Reading>> = {
  request,
  rawrequest: (event) => (event.method === '' && isHttp(event) ? event.path : ''),
  http_args: lastArgs,
  http_referer: (event) => event.ref,
  referrer: (event) => event.ref,
  http_user_agent: (event) => event.ua,
  verb: (event) => event.method,
  status,
  response: status,
  http_version: version,
  httpversion: version,
  remote_addr: (event) => event.ip,
  clientip: (event) => event.ip,
  sshd_client_ip: (event) => (isSsh(event) ? event.ip : ''),
  sshd_invalid_user: sshUser,
  target_fqdn: (event) => event.host,
  remote_user: (event) => event.user || '-',
  auth: (event) => event.user || '-',
  body_bytes_sent: (event) => (event.bytes < 0 ? '' : String(event.bytes)),
  bytes: (event) => (event.bytes < 0 ? '' : String(event.bytes)),
  message: (event) => event.more?.['message'] ?? event.line,
  file_dir: (event) => fileOf(event).dir,
  file_frag: (event) => fileOf(event).frag,
  file_ext: (event) => fileOf(event).ext,
  file_name: (event) => fileOf(event).frag + fileOf(event).ext,
  static_ressource: (event) => (isHttp(event) ? String(isStaticPath(request(event))) : ''),
  impact_completion: (event) =>
    isHttp(event) ? String(event.status !== 404 && event.status !== 403 && event.status !== 502) : '',
};

function fileOf(event: Event): { dir: string; frag: string; ext: string } {
  const path = request(event);
  const slash = path.lastIndexOf('/');
  if (slash < 0) return { dir: '', frag: '', ext: '' };
  const name = path.slice(slash + 1);
  const dot = name.indexOf('.', 1) < 0 ? name.length : name.lastIndexOf('.');
  return { dir: path.slice(0, slash + 1), frag: name.slice(0, dot), ext: name.slice(dot) };
}

const alertOnly =
  (read: (subject: Alert) => string | boolean): Field =>
  (subject) =>
    isAlert(subject) ? read(subject) : '';

const subjectFields: Readonly<Record<string, Field>> = {
  'GetType()': (subject) => (isAlert(subject) ? 'overflow' : 'log'),
  Time: (subject) => (isAlert(subject) ? subject.until : subject.t),
  'Time.Hour()': (subject) => new Date(isAlert(subject) ? subject.until : subject.t).getUTCHours(),
  'Time.Weekday().String()': (subject) =>
    new Date(isAlert(subject) ? subject.until : subject.t).toLocaleDateString('en-US', {
      weekday: 'long',
      timeZone: 'UTC',
    }),
  StrTime: (subject) => new Date(isAlert(subject) ? subject.until : subject.t).toISOString(),
  'Line.Raw': (subject) => (isAlert(subject) ? '' : subject.line),
  'Overflow.Alert.Remediation': alertOnly((alert) => alert.scenario.remediation),
  'Overflow.Alert.GetScenario()': alertOnly((alert) => alert.scenario.name),
  'Overflow.Alert.Source.IP': alertOnly((alert) => lastEvent(alert)?.ip ?? ''),
  'Overflow.Alert.Source.Range': alertOnly((alert) => neighbourhood(lastEvent(alert)?.ip ?? '')),
};

/** The announced network isn't in the log: a /24 or /64 stands for it. */
function neighbourhood(ip: string): string {
  if (ip === '') return '';
  return ip.includes(':') ? sourceKey(ip) : `${ip.slice(0, ip.lastIndexOf('.'))}.0/24`;
}
