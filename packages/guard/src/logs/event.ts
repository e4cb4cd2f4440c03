/**
 * One thing that happened, read from one log line. Fourteen flat fields every scenario may read, the line itself
 * (evidence), and what only this kind of log carries. A field the log doesn't have is `''`, `0` or, where zero
 * would be a value, `-1`; a dash in a log is an absent field.
 */
export interface Event {
  /** Milliseconds since the epoch, log time; 0 when the line carries none. */
  readonly t: number;
  /** Canonical client address; `''` when the log holds a host name instead. Only this field is ever banned. */
  readonly ip: string;
  readonly host: string;
  /** `''` for a malformed request: then `path` is the raw request. */
  readonly method: string;
  readonly path: string;
  /** What follows the first question mark; null when there is none. */
  readonly args: string | null;
  readonly status: number;
  /** Body bytes sent, -1 when unknown. */
  readonly bytes: number;
  /** Time taken, -1 when unknown. */
  readonly ms: number;
  readonly ua: string;
  readonly ref: string;
  readonly user: string;
  /** The reader that understood the line: `nginx`, `sshd`, … */
  readonly source: string;
  readonly kind: EventKind;
  readonly line: string;
  readonly more: Readonly<Record<string, string>> | null;
}

export type EventKind =
  | 'http-access'
  | 'http-error'
  | 'http-waf'
  | 'tls-failed'
  | 'ssh-failed'
  | 'ssh-accepted'
  | 'ssh-bad-exchange'
  | 'ssh-timeout'
  | 'ssh-dispatch'
  | 'ssh-refused'
  | 'ssh-notice'
  | 'auth-failed'
  | 'packet-dropped'
  | 'packet-accepted';

type Fields = Partial<Event> & Pick<Event, 'source' | 'kind' | 'line'>;

/** An event with every field in the same order: V8 keeps one hidden class for all readers. */
export function event(fields: Fields): Event {
  return {
    t: fields.t ?? 0,
    ip: fields.ip ?? '',
    host: fields.host ?? '',
    method: fields.method ?? '',
    path: fields.path ?? '',
    args: fields.args ?? null,
    status: fields.status ?? 0,
    bytes: fields.bytes ?? -1,
    ms: fields.ms ?? -1,
    ua: fields.ua ?? '',
    ref: fields.ref ?? '',
    user: fields.user ?? '',
    source: fields.source,
    kind: fields.kind,
    line: fields.line,
    more: fields.more ?? null,
  };
}

/** Path and arguments of a request target, cut at the first question mark. */
export function splitTarget(target: string): { path: string; args: string | null } {
  const mark = target.indexOf('?');
  if (mark < 0) return { path: target, args: null };
  return { path: target.slice(0, mark), args: target.slice(mark + 1) };
}

/** The request target as it was sent. */
export function targetOf(event: Event): string {
  return event.args === null ? event.path : `${event.path}?${event.args}`;
}

/** A dash stands for "nothing" in every access log. */
export function dashless(text: string): string {
  return text === '-' ? '' : text;
}
