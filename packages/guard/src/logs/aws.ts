import { scanRequest } from './access-log.ts';
import { parseAddress, parseHostPort } from './address.ts';
import { dashless, event, splitTarget } from './event.ts';
import type { Reader } from './reader.ts';
import { isoTime } from './timestamp.ts';

/** Application Load Balancer access log. Source: AWS, "Access log entries". */
export const readLoadBalancer: Reader = (line, context) => {
  const head =
    /^\w+ (\S+) \S+ (\S+) (\S+) (-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (\d+|-) (\d+|-) (\d+) (\d+) "/.exec(line);
  const ip = head ? parseHostPort(head[2] ?? '') : null;
  if (!head || ip === null) return null;
  const requestEnd = line.indexOf('" "', head[0].length);
  if (requestEnd < 0) return null;
  const request = scanRequest(line, head[0].length, requestEnd);
  const url = /^\w+:\/\/([^/:?]*)(?::(\d+|-))?(\/.*)?$/.exec(request.path);
  const ua = line.slice(requestEnd + 3, line.indexOf('"', requestEnd + 3));
  const seconds = [head[4], head[5], head[6]].map(Number).reduce((sum, part) => sum + Math.max(0, part), 0);
  return event({
    source: 'aws-alb',
    kind: 'http-access',
    line,
    t: isoTime(head[1] ?? '', context.civil),
    ip,
    host: dashless(url?.[1] ?? ''),
    method: request.method,
    path: url ? (url[3] ?? '/') : request.path,
    args: request.args,
    status: Number(head[7]) || 0,
    bytes: Number(head[10]),
    ms: Math.round(seconds * 1000),
    ua: dashless(ua),
    more: { ...request.more, http_host: url?.[1] ?? '', http_port: url?.[2] ?? '' },
  });
};

/** CloudFront standard log, tab-separated, percent-encoded agent. Source: AWS, "Standard log file fields". */
export const readCloudfront: Reader = (line, context) => {
  const fields = line.split('\t');
  const ip = parseAddress(fields[4] ?? '');
  if (fields.length < 26 || ip === null) return null;
  const query = dashless(fields[11] ?? '');
  return event({
    source: 'cloudfront',
    kind: 'http-access',
    line,
    t: isoTime(`${fields[0]}T${fields[1]}Z`, context.civil),
    ip,
    host: dashless(fields[15] ?? ''),
    method: fields[5] ?? '',
    ...splitTarget(query === '' ? (fields[7] ?? '') : `${fields[7]}?${query}`),
    status: Number(fields[8]) || 0,
    bytes: Number(fields[3]) || 0,
    ms: Math.round((Number(fields[18]) || 0) * 1000),
    ref: dashless(fields[9] ?? ''),
    ua: dashless(fields[10] ?? ''),
    more: { http_version: (fields[23] ?? '').replace(/^HTTP\//, '') },
  });
};
