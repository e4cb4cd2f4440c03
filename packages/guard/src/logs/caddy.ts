import { clientAddress } from './client-address.ts';
import { type Event, event, splitTarget } from './event.ts';
import { header, isObject, type JsonObject, jsonLine, number, text } from './json-line.ts';
import { readAuditMessage } from './modsecurity.ts';
import type { Reader, ReadingContext } from './reader.ts';
import { isoTime } from './timestamp.ts';

/** Caddy's JSON access log, and the web application firewall's messages in it. */
export const readCaddy: Reader = (line, context) => {
  const entry = jsonLine(line);
  if (entry === null) return null;
  if (entry['logger'] === 'http.handlers.waf') return readWaf(line, entry, context);
  const request = entry['request'];
  return isObject(request) ? readAccess(line, entry, request, context) : null;
};

function readAccess(
  line: string,
  entry: JsonObject,
  request: JsonObject,
  context: ReadingContext,
): Event | null {
  const headers = request['headers'];
  // Caddy's own client_ip already walked its trusted proxies; ours continues where it stopped.
  const peer = text(request['client_ip']) || text(request['remote_ip']) || text(request['remote_addr']);
  const status = number(entry['status'], 0);
  const challenge = header(entry['resp_headers'], 'Www-Authenticate');
  const more: Record<string, string> = { http_version: text(request['proto']).replace(/^HTTP\//, '') };
  if (status === 401 && challenge.startsWith('Basic')) more['sub_type'] = 'auth_fail';
  return event({
    source: 'caddy',
    kind: 'http-access',
    line,
    t: timeOf(entry['ts'], context),
    ip: clientAddress(
      {
        peer,
        xForwardedFor: header(headers, 'X-Forwarded-For'),
        forwarded: header(headers, 'Forwarded'),
      },
      context.trusted,
    ),
    host: text(request['host']),
    method: text(request['method']),
    ...splitTarget(text(request['uri'])),
    status,
    bytes: number(entry['size'], -1),
    ms: Math.round(number(entry['duration'], -0.001) * 1000),
    ua: header(headers, 'User-Agent'),
    ref: header(headers, 'Referer'),
    user: text(entry['user_id']),
    more,
  });
}

function readWaf(line: string, entry: JsonObject, context: ReadingContext): Event | null {
  const found = readAuditMessage(text(entry['msg']), line, 'caddy', context);
  return found === null ? null : { ...found, t: timeOf(entry['ts'], context) };
}

/** Seconds with fraction by default; ISO text when the operator chose `time_format`. */
function timeOf(ts: unknown, context: ReadingContext): number {
  return typeof ts === 'number' ? Math.floor(ts * 1000) : isoTime(text(ts), context.civil);
}
