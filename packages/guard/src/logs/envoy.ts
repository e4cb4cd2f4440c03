import { scanRequest } from './access-log.ts';
import { parseHostPort } from './address.ts';
import { clientAddress } from './client-address.ts';
import { dashless, type Event, event, splitTarget } from './event.ts';
import { jsonLine, number, text } from './json-line.ts';
import type { Reader, ReadingContext } from './reader.ts';
import { isoTime } from './timestamp.ts';

/** Envoy's default access log format and the JSON form of its operators. */
export const readEnvoy: Reader = (line, context) =>
  line.trimStart().startsWith('{') ? readJson(line, context) : readText(line, context);

/**
 * The default format has no peer address, only `x-forwarded-for`, to which Envoy appends the peer: its right-most
 * entry is the connection, everything left of it the client's own words. Envoy doesn't escape quotes: the request may
 * hold some, its three words no blank; a quote too many behind it, and nobody can tell where the address ends.
 */
function readText(line: string, context: ReadingContext): Event | null {
  const head = /^\[([^\]]+)\] "(\S+ \S+ \S+)" (\d+) \S+ (?:\d+|-) (\d+|-) (\d+|-) \S+ "/.exec(line);
  if (!head) return null;
  const [, time = '', request = '', status, sent, took] = head;
  const fields = line.slice(head[0].length).split('"');
  if (fields.length !== 10) return null;
  const [forwarded = '', , ua = '', , , , host = ''] = fields;
  const hops = dashless(forwarded).split(',');
  const peer = (hops.pop() ?? '').trim();
  return event({
    source: 'envoy',
    kind: 'http-access',
    line,
    t: isoTime(time, context.civil),
    ip: clientAddress({ peer, xForwardedFor: hops.join(',') }, context.trusted),
    host: dashless(host),
    ...scanRequest(request, 0, request.length),
    status: Number(status),
    bytes: Number(sent) || 0,
    ms: Number(took) || 0,
    ua: dashless(ua),
  });
}

function readJson(line: string, context: ReadingContext): Event | null {
  const entry = jsonLine(line);
  if (entry === null || entry['method'] === undefined) return null;
  const target = text(entry['x-envoy-origin-path']) || text(entry['path']);
  const peer = parseHostPort(text(entry['downstream_remote_address'])) ?? '';
  return event({
    source: 'envoy',
    kind: 'http-access',
    line,
    t: isoTime(text(entry['start_time']), context.civil),
    ip: clientAddress({ peer, xForwardedFor: text(entry['x-forwarded-for']) }, context.trusted),
    host: text(entry[':authority']) || text(entry['authority']),
    method: text(entry['method']),
    ...splitTarget(target),
    status: number(entry['response_code'], 0),
    bytes: number(entry['bytes_sent'], -1),
    ms: number(entry['duration'], -1),
    ua: text(entry['user-agent']) || text(entry['user_agent']),
    more: { http_version: text(entry['protocol']).replace(/^HTTP\//, '') },
  });
}
