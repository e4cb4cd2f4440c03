import { closingQuote, scanRequest } from './access-log.ts';
import { parseAddress } from './address.ts';
import { clientAddress } from './client-address.ts';
import { dashless, type Event, event, splitTarget } from './event.ts';
import type { Reader, ReadingContext } from './reader.ts';
import { clfTime } from './timestamp.ts';

/**
 * Nginx Proxy Manager, `[date] [cache upstream ]status - METHOD scheme host "path" [Client A] [Length n] … "ua" "ref"`,
 * and NPMplus, `[date] host client seconds "request" status bytes sent referer agent`.
 */
export const readProxyManager: Reader = (line, context) => {
  if (line.charCodeAt(0) !== 91 || line.charCodeAt(27) !== 93) return null;
  const t = clfTime(line, 1);
  if (t === 0) return null;
  return readManager(line, t, context) ?? readPlus(line, t, context);
};

function readManager(line: string, t: number, context: ReadingContext): Event | null {
  const head =
    /^(?:\S+ (?:\d+|-)? ?)?(\d{3}) - (?:([A-Za-z]+) )?(\w+) (\S+) "/.exec(line.slice(29, 600)) ??
    /^(?:\S+ (?:\d+|-)? ?)?(\d{3}) - - (\w+)? ?(\S+) "/.exec(line.slice(29, 600));
  if (!head) return null;
  const pathAt = 29 + head[0].length;
  const pathEnd = closingQuote(line, pathAt);
  const rest = line.slice(pathEnd + 1);
  const client = /^ \[Client ([^\]\s]+)\] \[Length ([\d-]+)\]/.exec(rest);
  const ip = client ? parseAddress(client[1] ?? '') : null;
  if (ip === null) return null;
  const agent = / "((?:[^"\\]|\\.)*)" "((?:[^"\\]|\\.)*)"\s*$/.exec(rest);
  return event({
    source: 'nginx-proxy-manager',
    kind: 'http-access',
    line,
    t,
    ip: clientAddress({ peer: ip }, context.trusted),
    host: head[4] ?? '',
    method: head[2] ?? '',
    ...splitTarget(line.slice(pathAt, pathEnd)),
    status: Number(head[1]),
    bytes: Number(client?.[2]) || 0,
    ua: dashless(agent?.[1] ?? ''),
    ref: dashless(agent?.[2] ?? ''),
    more: null,
  });
}

function readPlus(line: string, t: number, context: ReadingContext): Event | null {
  const head = /^(\S+) (\S+) ([\d.]+) "/.exec(line.slice(29, 400));
  const ip = head ? parseAddress(head[2] ?? '') : null;
  if (!head || ip === null) return null;
  const requestAt = 29 + head[0].length;
  const requestEnd = closingQuote(line, requestAt);
  const tail = /^" (\d{3}) (\d+) (\d+) (\S*) (.*)$/.exec(line.slice(requestEnd));
  if (!tail) return null;
  return event({
    source: 'nginx-proxy-manager',
    kind: 'http-access',
    line,
    t,
    ip: clientAddress({ peer: ip }, context.trusted),
    host: head[1] ?? '',
    ...scanRequest(line, requestAt, requestEnd),
    status: Number(tail[1]),
    bytes: Number(tail[2]),
    ms: Math.round(Number(head[3]) * 1000),
    ref: dashless(tail[4] ?? ''),
    ua: dashless(tail[5] ?? ''),
  });
}
