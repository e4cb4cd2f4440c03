import { scanCombined } from './access-log.ts';
import { clientAddress } from './client-address.ts';
import { dashless, type Event, event, splitTarget } from './event.ts';
import { jsonLine, number, text } from './json-line.ts';
import type { Reader, ReadingContext } from './reader.ts';
import { isoTime } from './timestamp.ts';

/** Traefik's access log, JSON or common log format with its router, server and duration behind. */
export const readTraefik: Reader = (line, context) =>
  line.charCodeAt(0) === 123 ? readJson(line, context) : readClf(line, context);

function readClf(line: string, context: ReadingContext): Event | null {
  const found = scanCombined(line, 'traefik', context);
  if (found === null) return null;
  const tail = /^ (\d+|-) "(.*)" "([^"]*)" (\d+)ms/.exec(line.slice(found.end));
  if (!tail) return found.event;
  return {
    ...found.event,
    ms: Number(tail[4]),
    more: { ...found.event.more, ...routers(tail[2] ?? ''), remote_user: found.event.user || '-' },
  };
}

function readJson(line: string, context: ReadingContext): Event | null {
  const entry = jsonLine(line);
  if (entry === null || entry['RequestMethod'] === undefined) return null;
  // ClientHost holds the whole X-Forwarded-For when Traefik was told to trust it: its last hop is the nearest.
  const hops = text(entry['ClientHost']).split(',');
  const peer = (hops.pop() ?? '').trim();
  return event({
    source: 'traefik',
    kind: 'http-access',
    line,
    t: isoTime(text(entry['StartUTC']) || text(entry['time']), context.civil),
    ip: clientAddress(
      { peer, xForwardedFor: hops.join(',') || text(entry['request_X-Forwarded-For']) },
      context.trusted,
    ),
    host: text(entry['RequestHost']),
    method: text(entry['RequestMethod']),
    ...splitTarget(text(entry['RequestPath'])),
    status: number(entry['DownstreamStatus'], 0),
    bytes: number(entry['DownstreamContentSize'], -1),
    ms: Math.round(number(entry['Duration'], -1_000_000) / 1_000_000),
    ua: text(entry['request_User-Agent']),
    ref: text(entry['request_Referer']),
    user: dashless(text(entry['ClientUsername'])),
    more: {
      http_version: text(entry['RequestProtocol']).replace(/^HTTP\//, ''),
      ...routers(text(entry['RouterName'])),
    },
  });
}

function routers(chain: string): Record<string, string> {
  if (chain === '') return {};
  const names = chain.split(' -> ');
  if (names.length === 1) return { traefik_router_name: chain };
  const middle = names.slice(1, -1).join(' -> ');
  return {
    traefik_router_name: chain,
    traefik_router_name_root: names[0] ?? '',
    traefik_router_name_leaf: names[names.length - 1] ?? '',
    ...(middle === '' ? {} : { traefik_router_name_intermediate: middle }),
  };
}
