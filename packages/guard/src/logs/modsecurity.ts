import { parseHostPort } from './address.ts';
import { clientAddress } from './client-address.ts';
import { type Event, event, splitTarget } from './event.ts';
import { mayBeCut } from './nginx-error.ts';
import type { Reader, ReadingContext } from './reader.ts';
import { apacheErrorTime, isoTime } from './timestamp.ts';

/** ModSecurity and Coraza messages in nginx's and Apache's error logs. */
export const readModSecurity: Reader = (line, context) => {
  const at = line.indexOf('ModSecurity: ');
  if (at < 0) return null;
  const found = readAuditMessage(line, line, 'modsecurity', context);
  if (found === null) return null;
  const apache = /^\[([^\]]+)\]/.exec(line)?.[1];
  const t = apache ? apacheErrorTime(apache, context.civil) : isoTime(line.slice(0, 26), context.civil);
  return { ...found, t };
};

/**
 * The bracketed tags of one audit message. The client is read from the server's part: nginx writes it last
 * (`, client: A, server:`), Apache and Coraza first (`[client "A"]` before the first tag that quotes the request).
 */
export function readAuditMessage(
  message: string,
  line: string,
  source: string,
  context: ReadingContext,
): Event | null {
  const peer = auditClient(message);
  const tags = auditTags(message);
  const id = tags.get('id');
  if (peer === null || id === undefined) return null;
  const request = /, request: "([A-Za-z]+) (\S+)/.exec(message);
  const severity = tags.get('severity') ?? '';
  return event({
    source,
    kind: 'http-waf',
    line,
    ip: clientAddress({ peer }, context.trusted),
    host: tags.get('hostname') ?? '',
    method: request?.[1] ?? '',
    ...splitTarget(tags.get('uri') ?? request?.[2] ?? ''),
    status: Number(/Access denied with code (\d{3})/.exec(message)?.[1] ?? 0),
    more: {
      ruleid: id,
      rule_id: id,
      ruleseverity: severity,
      rulemessage: tags.get('msg') ?? '',
      modsec_message: tags.get('msg') ?? '',
      modsec_ruledata: tags.get('data') ?? '',
    },
  });
}

/**
 * nginx writes its own `, client: A, server:` after the audit message, Apache and Coraza `[client "A"]` before it. A
 * message that names two different clients quotes a forged one and belongs to nobody.
 */
function auditClient(message: string): string | null {
  const nginx = [...message.matchAll(/(?:, | while sending to )client(?:, client)?: ([^\s,"]+), server: /g)];
  const leading = leadingClient(message);
  // Cut off, nginx's own words may be the ones that are missing.
  if (leading === '' && mayBeCut(message)) return null;
  const names = [...nginx.map((match) => match[1] ?? ''), ...(leading === '' ? [] : [leading])];
  const addresses = new Set(names.map(parseHostPort));
  const [only = null] = addresses;
  return addresses.size === 1 ? only : null;
}

function leadingClient(message: string): string {
  return /^[^"]*?\[(?:client|remote) "?([^"\s]+?)"?\](?=\s)/.exec(message)?.[1] ?? '';
}

/** First value wins: later tags may be quoted from the request. */
function auditTags(message: string): Map<string, string> {
  const tags = new Map<string, string>();
  const tag = /\[(\w+) "((?:[^"\\]|\\.)*)"\]/g;
  for (let match = tag.exec(message); match !== null && tags.size < 64; match = tag.exec(message)) {
    const [, name = '', value = ''] = match;
    if (!tags.has(name)) tags.set(name, value);
  }
  return tags;
}
