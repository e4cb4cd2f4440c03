import { readApache } from './apache.ts';
import { readCloudfront, readLoadBalancer } from './aws.ts';
import { readBunkerweb } from './bunkerweb.ts';
import { readCaddy } from './caddy.ts';
import { readEnvoy } from './envoy.ts';
import { readHaproxy } from './haproxy.ts';
import { jsonLine, text } from './json-line.ts';
import { readLitespeed } from './litespeed.ts';
import { readModSecurity } from './modsecurity.ts';
import { readNginx } from './nginx.ts';
import { readPacketFilter } from './packet-filter.ts';
import type { Reader } from './reader.ts';
import { readSshd } from './sshd.ts';
import { parseSyslog } from './syslog.ts';
import { readTraefik } from './traefik.ts';

/** Readers by the name an operator writes as a source's `format`. */
export const formats: Readonly<Record<string, Reader>> = {
  nginx: maybeSyslogged(readNginx),
  'nginx-proxy-manager': readNginx,
  apache: maybeSyslogged(readApache),
  caddy: maybeSyslogged(readCaddy),
  traefik: maybeSyslogged(readTraefik),
  haproxy: maybeSyslogged(readHaproxy),
  envoy: maybeSyslogged(readEnvoy),
  sshd: readSshd,
  litespeed: readLitespeed,
  modsecurity: readModSecurity,
  bunkerweb: readBunkerweb,
  'aws-alb': readLoadBalancer,
  cloudfront: readCloudfront,
  'packet-filter': readPacketFilter,
  syslog: readSyslogged,
  cri: readContainer,
  journal: readJournal,
  'upsun-httplog': readUpsun,
};

const byProgram: readonly (readonly [string, Reader])[] = [
  ['sshd', readSshd],
  ['nginx', readNginx],
  ['apache2', readApache],
  ['httpd', readApache],
  ['haproxy', readHaproxy],
  ['caddy', readCaddy],
  ['traefik', readTraefik],
  ['envoy', readEnvoy],
];

/** Servers that log through syslog put its header before their own format. */
function maybeSyslogged(reader: Reader): Reader {
  return (line, context) => {
    const found = reader(line, context);
    if (found !== null) return found;
    const entry = parseSyslog(line, context);
    const inner = entry === null ? null : reader(entry.message, context);
    return inner === null ? null : { ...inner, t: inner.t || (entry?.t ?? 0), line };
  };
}

/** A syslog line read by what its program says. */
function readSyslogged(...[line, context]: Parameters<Reader>): ReturnType<Reader> {
  const entry = parseSyslog(line, context);
  if (entry === null) return readPacketFilter(line, context);
  const reader = byProgram.find(([program]) => entry.program.startsWith(program))?.[1];
  if (reader === undefined) return line.includes(' SRC=') ? readPacketFilter(line, context) : null;
  if (reader === readSshd) return readSshd(line, context);
  const found = reader(entry.message, context);
  return found === null ? null : { ...found, t: found.t || entry.t, line };
}

/** `2025-12-31T17:40:00.1+01:00 stdout F message`, the container runtime's file. Source: Kubernetes CRI logging format. */
function readContainer(...[line, context]: Parameters<Reader>): ReturnType<Reader> {
  const head = /^\S+ (?:stdout|stderr) F /.exec(line);
  const message = head ? line.slice(head[0].length) : line;
  for (const reader of [readEnvoy, readTraefik, readCaddy, readNginx]) {
    const found = reader(message, context);
    if (found !== null) return { ...found, line };
  }
  return null;
}

/** One object of `journalctl --output=json`, whose message may be an array of bytes when it isn't UTF-8. */
function readJournal(...[line, context]: Parameters<Reader>): ReturnType<Reader> {
  const entry = jsonLine(line);
  if (entry === null) return null;
  const raw = entry['MESSAGE'];
  const message = Array.isArray(raw) ? Buffer.from(raw.map(Number)).toString('utf8') : text(raw);
  const stamp = Math.floor(Number(text(entry['__REALTIME_TIMESTAMP'])) / 1000) || 0;
  const program = text(entry['SYSLOG_IDENTIFIER']) || text(entry['_COMM']);
  const reader = byProgram.find(([name]) => program.startsWith(name))?.[1];
  if (reader === undefined) return null;
  const asSyslog = `${new Date(stamp).toISOString()} ${text(entry['_HOSTNAME']) || '-'} ${program}[${text(entry['_PID'])}]: ${message}`;
  const found = reader === readSshd ? readSshd(asSyslog, context) : reader(message, context);
  return found === null ? null : { ...found, t: found.t || stamp, line: asSyslog };
}

/** Upsun's forwarded logs: JSON whose message is `container.0 program: line`. */
function readUpsun(...[line, context]: Parameters<Reader>): ReturnType<Reader> {
  const message = text(jsonLine(line)?.['message']);
  const head = /^\S+\.\d+ (\w+): /.exec(message);
  const reader = byProgram.find(([name]) => head?.[1]?.startsWith(name))?.[1];
  const found = head && reader ? reader(message.slice(head[0].length), context) : null;
  return found === null ? null : { ...found, line };
}
