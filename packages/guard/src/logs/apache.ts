import { readCombined } from './access-log.ts';
import { parseHostPort } from './address.ts';
import { clientAddress } from './client-address.ts';
import { event, splitTarget } from './event.ts';
import type { Reader } from './reader.ts';
import { apacheErrorTime } from './timestamp.ts';

/** Apache httpd access log (common, combined, with virtual host) and error log (2.2 and 2.4). */
export const readApache: Reader = (line, context) =>
  line.charCodeAt(0) === 91 ? readApacheError(line, context) : readCombined(line, 'apache', context);

/**
 * `[date] [module:level] [pid n:tid m] [client A:port] [AHnnnnn: ]message`. Only the bracketed prefix that httpd
 * writes itself names the client: the message repeats what the client sent, forged `[client …]` included.
 */
const readApacheError: Reader = (line, context) => {
  const head = bracketed(line);
  const t = apacheErrorTime(head.parts[0] ?? '', context.civil);
  const client = head.parts.find((part) => part.startsWith('client '));
  if (t === 0 || client === undefined) return null;
  const ip = parseHostPort(client.slice(7).trim());
  if (ip === null) return null;
  const levelPart = head.parts[1] ?? '';
  const module = levelPart.includes(':') ? levelPart.slice(0, levelPart.indexOf(':')) : '';
  const message = line.slice(head.end).replace(/^AH\d{5}: /, '');
  const found = explain(module, message);
  return event({
    source: 'apache',
    kind: 'http-error',
    line,
    t,
    ip: clientAddress({ peer: ip }, context.trusted),
    method: found.method ?? '',
    ...splitTarget(found.target ?? ''),
    more: { message, module, ...found.more },
  });
};

interface Explained {
  readonly method?: string;
  readonly target?: string;
  readonly more?: Record<string, string>;
}

function explain(module: string, message: string): Explained {
  const mismatch =
    /^user (.*): authentication failure for "([^"]*)": Password Mismatch/.exec(message) ??
    /^user (.*) not found: "?([^"]*)"?$/.exec(message);
  if (mismatch)
    return { target: mismatch[2] ?? '', more: { sub_type: 'auth_fail', username: mismatch[1] ?? '' } };
  if (module === 'core' && message.includes('Invalid URI')) {
    const uri = /Invalid URI in request (\w+) (\S+)/.exec(message);
    return { method: uri?.[1] ?? '', target: uri?.[2] ?? '', more: { sub_type: 'invalid_uri' } };
  }
  const denied = /client denied by server configuration: (.*)$/.exec(message);
  if (denied) return { target: denied[1] ?? '', more: { sub_type: 'permission_denied' } };
  if (module === 'ssl' && message.includes('SSL handshake stopped'))
    return { more: { sub_type: 'ssl_handshake_stopped' } };
  return {};
}

/** The brackets httpd writes before the message, inner brackets of an IPv6 address respected. At most six. */
function bracketed(line: string): { parts: string[]; end: number } {
  const parts: string[] = [];
  let at = 0;
  while (parts.length < 6 && line.charCodeAt(at) === 91) {
    const inner = line.startsWith('[client [', at) ? line.indexOf(']', at) + 1 : at;
    const close = line.indexOf(']', inner);
    if (close < 0) break;
    parts.push(line.slice(at + 1, close));
    at = close + 1;
    while (line.charCodeAt(at) === 32) at++;
    if (parts[parts.length - 1]?.startsWith('client ')) break;
    const between = /^\([^)]*\)[^[]*: (?=\[)/.exec(line.slice(at, at + 300));
    if (between) at += between[0].length;
  }
  return { parts, end: at };
}
