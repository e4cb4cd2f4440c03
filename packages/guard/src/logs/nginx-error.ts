import { parseAddress } from './address.ts';
import { event, splitTarget } from './event.ts';
import type { Reader, ReadingContext } from './reader.ts';
import { isoTime } from './timestamp.ts';

/**
 * nginx error log: `2025/01/01 12:00:00 [error] pid#tid: *cid message, client: A, server: S, request: "…", host: "…"`.
 */
export const readNginxError: Reader = (line, context) => {
  const start = dateStart(line);
  if (start < 0) return null;
  const level = line.indexOf('[', start);
  if (level < 0) return null;
  const tail = clientTail(line);
  if (tail === null) return null;
  const message = messageOf(line, level, tail.at);
  const request =
    /, request: "(?:([A-Za-z]+) )?(.*?)(?: HTTP\/[\d.]+)?", (?:host|upstream|subrequest|referrer): "|, request: "(?:([A-Za-z]+) )?(.*?)(?: HTTP\/[\d.]+)?"$/.exec(
      line.slice(tail.at),
    );
  const target = request?.[2] ?? request?.[4] ?? '';
  const slash = target.indexOf('/');
  return event({
    source: 'nginx',
    kind: message.includes('client login failed') ? 'auth-failed' : 'http-error',
    line,
    t: timeAt(line, start, context),
    ip: tail.ip,
    host: tail.server,
    method: request?.[1] ?? request?.[3] ?? '',
    ...splitTarget(slash < 0 ? target : target.slice(slash)),
    user: mailLogin(line, tail.at),
    more: reason(message),
  });
};

function reason(message: string): Record<string, string> {
  const login = /user "([^"]*)"(?: was not found in "|: password mismatch)/.exec(message);
  if (login) return { message, sub_type: 'auth_fail', username: login[1] ?? '' };
  if (message.includes('limiting requests, excess')) return { message, sub_type: 'req_limit_exceeded' };
  if (message.includes('client login failed')) return { message, sub_type: 'auth_fail' };
  return { message };
}

/** The name a mail client logged in with. */
function mailLogin(line: string, at: number): string {
  return /, login: "([^"]*)"/.exec(line.slice(at))?.[1] ?? '';
}

/** nginx may write a host name before the date. */
function dateStart(line: string): number {
  if (/^\d{4}\/\d\d\/\d\d /.test(line)) return 0;
  const space = line.indexOf(' ');
  return space > 0 && /^\d{4}\/\d\d\/\d\d /.test(line.slice(space + 1, space + 13)) ? space + 1 : -1;
}

function timeAt(line: string, start: number, context: ReadingContext): number {
  return isoTime(line.slice(start, start + 19), context.civil);
}

function messageOf(line: string, level: number, end: number): string {
  const head = /^\[\w+\] \d+#\d+: (?:\*\d+ )?/.exec(line.slice(level, level + 80));
  return line.slice(level + (head?.[0].length ?? 0), end);
}

/** Whether a line is as long as nginx makes them: it writes the client last, and drops what has no room. */
export function mayBeCut(line: string): boolean {
  return line.length * 3 >= longestLine && Buffer.byteLength(line) >= longestLine;
}

/** Source: nginx src/core/ngx_log.h, NGX_MAX_ERROR_STR, without the line feed. */
const longestLine = 2047;

interface ClientTail {
  readonly at: number;
  readonly ip: string;
  readonly server: string;
}

/**
 * `, client: ADDRESS, server: …` stands between two texts the client can write: the message (a decoded path) and the
 * request, host and referrer behind it. When the line names two different clients, one of them is forged and nobody
 * can tell which: the line is then nobody's. So is one that may be cut off: only the forged one would be left.
 */
function clientTail(line: string): ClientTail | null {
  if (mayBeCut(line)) return null;
  let found: ClientTail | null = null;
  const tail = /, client: ([^\s,"]+)(?:,| using starttls,)(?: server: ([^,]*))?/g;
  for (let match = tail.exec(line); match !== null; match = tail.exec(line)) {
    const ip = parseAddress(match[1] ?? '');
    if (ip === null) continue;
    if (found !== null && found.ip !== ip) return null;
    const server = match[2] ?? '';
    found ??= { at: match.index, ip, server: server === '_' ? '' : server };
  }
  return found;
}
