import { isIPv4, parseAddress } from './address.ts';
import { clientAddress } from './client-address.ts';
import type { Event } from './event.ts';
import type { ReadingContext } from './reader.ts';
import { clfTime } from './timestamp.ts';

/** A combined-log event and where the scanner stopped: traefik and others add fields after it. */
export interface CombinedLine {
  readonly event: Event;
  readonly end: number;
}

/**
 * Common and combined log format, optionally with a virtual host in front and the forwarded address behind:
 * `[vhost[:port] ]client ident user [date] "request" status bytes["referer" "agent"["forwarded"]]`.
 * A request without a method keeps its raw text as the path.
 */
export function readCombined(line: string, source: string, context: ReadingContext): Event | null {
  return scanCombined(line, source, context)?.event ?? null;
}

export function scanCombined(line: string, source: string, context: ReadingContext): CombinedLine | null {
  const head = scanHead(line);
  if (head === null) return null;
  const opening = line.indexOf('[', head.userAt);
  if (opening < 0) return null;
  const t = clfTime(line, opening + 1);
  if (t === 0 || line.charCodeAt(opening + 27) !== 93) return null;
  const requestAt = opening + 30;
  if (line.charCodeAt(requestAt - 1) !== quote) return null;
  const requestEnd = requestClose(line, requestAt);
  if (requestEnd < 0) return null;

  const statusAt = requestEnd + 2;
  const status = number(line, statusAt, statusAt + 3);
  let at = wordEnd(line, statusAt);
  const bytesAt = at + 1;
  at = wordEnd(line, bytesAt);
  const bytes = number(line, bytesAt, at);

  let ref = '';
  let ua = '';
  let forwarded = '';
  if (line.charCodeAt(at + 1) === quote) {
    const refEnd = closingQuote(line, at + 2);
    ref = undashed(line, at + 2, refEnd);
    at = refEnd + 1;
    if (line.charCodeAt(at + 1) === quote) {
      const uaEnd = closingQuote(line, at + 2);
      ua = undashed(line, at + 2, uaEnd);
      at = uaEnd + 1;
      if (context.trusted.size > 0 && line.charCodeAt(at + 1) === quote)
        forwarded = line.slice(at + 2, closingQuote(line, at + 2));
    }
  }

  const request = scanRequest(line, requestAt, requestEnd);
  const peer = head.ip;
  const event: Event = {
    t,
    ip:
      peer !== '' && context.trusted.has(peer)
        ? clientAddress({ peer, xForwardedFor: forwarded }, context.trusted)
        : peer,
    host: head.host,
    method: request.method,
    path: request.path,
    args: request.args,
    status,
    bytes,
    ms: -1,
    ua,
    ref,
    user: undashed(line, head.userAt, opening - 1),
    source,
    kind: 'http-access',
    line,
    more: request.more,
  };
  return { event, end: at };
}

interface Request {
  readonly method: string;
  readonly path: string;
  readonly args: string | null;
  readonly more: Readonly<Record<string, string>> | null;
}

/** `METHOD target HTTP/x` between `start` and `end`; anything else is malformed and kept raw in `path`. */
export function scanRequest(line: string, start: number, end: number): Request {
  const gap = methodEnd(line, start, end);
  const version = gap < 0 ? -1 : versionAt(line, gap, end);
  if (gap < 0 || version < 0) {
    const raw = line.slice(start, end);
    return { method: '', path: raw, args: null, more: null };
  }
  const method = line.slice(start, gap);
  const targetEnd = version - 6;
  const mark = line.indexOf('?', gap + 1);
  const hasArgs = mark >= 0 && mark < targetEnd;
  return {
    method,
    path: line.slice(gap + 1, hasArgs ? mark : targetEnd),
    args: hasArgs ? line.slice(mark + 1, targetEnd) : null,
    more: versions.get(line.slice(version, end)) ?? { http_version: line.slice(version, end) },
  };
}

/** Where the next unescaped quote stands, or the end of the line. */
export function closingQuote(line: string, from: number): number {
  let at = line.indexOf('"', from);
  while (at > 0 && isEscaped(line, at, from)) at = line.indexOf('"', at + 1);
  return at < 0 ? line.length : at;
}

const quote = 34;
const versions = new Map(
  ['0.9', '1.0', '1.1', '2', '2.0', '3', '3.0'].map((version) => [version, { http_version: version }]),
);

interface Head {
  readonly ip: string;
  readonly host: string;
  readonly userAt: number;
}

/**
 * A second word that is an address means the first is a virtual host. Only these two places are looked at: the user
 * name behind them is the client's own text.
 */
function scanHead(line: string): Head | null {
  const first = line.indexOf(' ');
  const second = line.indexOf(' ', first + 1);
  if (first <= 0 || second < 0) return null;
  const word = line.slice(first + 1, second);
  const hosted = word === '-' ? null : parseAddress(word);
  if (hosted !== null) {
    const ident = line.indexOf(' ', second + 1);
    return ident < 0 ? null : { ip: hosted, host: withoutPort(line.slice(0, first)), userAt: ident + 1 };
  }
  const peer = line.slice(0, first);
  return { ip: isIPv4(peer) ? peer : (parseAddress(peer) ?? ''), host: '', userAt: second + 1 };
}

/** The quote that ends the request: unescaped and followed by a status. Some servers don't escape quotes inside. */
function requestClose(line: string, from: number): number {
  for (let at = closingQuote(line, from); at < line.length; at = closingQuote(line, at + 1)) {
    const code = line.charCodeAt(at + 2);
    if (line.charCodeAt(at + 1) === 32 && ((code >= 48 && code <= 57) || code === 45)) return at;
  }
  return -1;
}

function methodEnd(line: string, start: number, end: number): number {
  let at = start;
  while (at < end) {
    const code = line.charCodeAt(at);
    const word =
      (code >= 65 && code <= 90) ||
      (code >= 97 && code <= 122) ||
      (code >= 48 && code <= 57) ||
      code === 45 ||
      code === 95;
    if (!word) break;
    at++;
  }
  return at > start && at < end && line.charCodeAt(at) === 32 ? at : -1;
}

/** Start of the version number, or -1 when the text doesn't end in ` HTTP/number`. */
function versionAt(line: string, from: number, end: number): number {
  const marker = line.lastIndexOf(' HTTP/', end - 1);
  if (marker < from) return -1;
  for (let at = marker + 6; at < end; at++) {
    const code = line.charCodeAt(at);
    if (!((code >= 48 && code <= 57) || code === 46)) return -1;
  }
  return marker + 6 < end ? marker + 6 : -1;
}

function isEscaped(line: string, at: number, from: number): boolean {
  let slashes = 0;
  while (at - slashes - 1 >= from && line.charCodeAt(at - slashes - 1) === 92) slashes++;
  return slashes % 2 === 1;
}

function wordEnd(line: string, from: number): number {
  const end = line.indexOf(' ', from);
  return end < 0 ? line.length : end;
}

function number(line: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) {
    const code = line.charCodeAt(at);
    if (!(code >= 48 && code <= 57)) return 0;
    value = value * 10 + code - 48;
  }
  return value;
}

function undashed(line: string, from: number, to: number): string {
  if (to <= from) return '';
  return to === from + 1 && line.charCodeAt(from) === 45 ? '' : line.slice(from, to);
}

function withoutPort(host: string): string {
  const colon = host.lastIndexOf(':');
  return colon > 0 && host.indexOf(':') === colon ? host.slice(0, colon) : host;
}
