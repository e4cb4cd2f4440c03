import { parseAddress } from './address.ts';
import { event } from './event.ts';
import type { Reader } from './reader.ts';
import { isoTime, syslogTime } from './timestamp.ts';

/** Netfilter's LOG lines (`IN=eth0 … SRC=… DST=… PROTO=TCP … DPT=22`), as the kernel, UFW and UniFi write them. */
export const readPacketFilter: Reader = (line, context) => {
  const fields = packetFields(line);
  const ip = parseAddress(fields.get('SRC') ?? '');
  const protocol = (fields.get('PROTO') ?? '').toLowerCase();
  if (ip === null || !fields.has('IN') || !fields.has('DST')) return null;
  const accepted = /\[WAN_\w+-A-\d+\]|ACCEPT|\[UFW (?:ALLOW|AUDIT)/.test(line.slice(0, line.indexOf('SRC=')));
  return event({
    source: 'packet-filter',
    kind: accepted ? 'packet-accepted' : 'packet-dropped',
    line,
    t:
      line.charCodeAt(4) === 45 ? isoTime(line, context.civil) : syslogTime(line, context.now, context.civil),
    ip,
    path: fields.get('DPT') ?? '',
    more: {
      service: protocol,
      action: accepted ? 'accept' : 'drop',
      dst_port: fields.get('DPT') ?? '',
      tcp_flags: flagsOf(line),
    },
  });
};

/** `SYN`, `ACK FIN`, …; `''` when the line names none. */
function flagsOf(line: string): string {
  return (line.match(/(?<= )(?:SYN|ACK|FIN|RST|PSH|URG)(?= |$)/g) ?? []).join(' ');
}

/** First value wins. Nothing in such a line is written by the sender. */
function packetFields(line: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const match of line.matchAll(/(?<= )([A-Z]{2,5})=(\S*)/g)) {
    const [, name = '', value = ''] = match;
    if (!fields.has(name)) fields.set(name, value);
  }
  return fields;
}
