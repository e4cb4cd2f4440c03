import type { ReadingContext } from './reader.ts';
import { isoTime, syslogTime } from './timestamp.ts';

export interface SyslogLine {
  readonly t: number;
  readonly machine: string;
  readonly program: string;
  readonly pid: string;
  readonly message: string;
}

/**
 * A line as rsyslog, journald's short output or a network sender writes it; null when it is none.
 * Source: RFC 3164 §4.1, RFC 5424 §6.
 */
export function parseSyslog(line: string, context: ReadingContext): SyslogLine | null {
  const body = afterPriority(line);
  if (body === null) return null;
  const modern = /^1 (\S+) (\S+) (\S+) (\S+) (\S+) /.exec(body.text);
  if (body.hasPriority && modern) return parseModern(body.text.slice(modern[0].length), modern, context);
  return parseClassic(body.text, context);
}

function parseModern(rest: string, header: RegExpExecArray, context: ReadingContext): SyslogLine {
  const [, time = '', machine = '', program = '', pid = ''] = header;
  return {
    t: isoTime(time, context.civil),
    machine,
    program,
    pid: pid === '-' ? '' : pid,
    message: afterStructure(rest),
  };
}

function parseClassic(text: string, context: ReadingContext): SyslogLine | null {
  const date =
    /^[A-Z][a-z]{2}\s+\d{1,2} \d\d:\d\d:\d\d /.exec(text) ??
    /^\d{4}-\d\d-\d\dT[\d:.,]+(?:Z|[+-][\d:]+)? /.exec(text);
  if (!date) return null;
  const stamp = date[0];
  const t =
    stamp.charCodeAt(4) === 45
      ? isoTime(stamp, context.civil)
      : syslogTime(stamp, context.now, context.civil);
  if (t === 0) return null;
  const rest = text.slice(stamp.length);
  const head = /^(\S+) (?:\1 )?(?:([^\s:[\]]+)(?:\[(\d+)\])?: ?)?/.exec(rest);
  if (!head) return null;
  return {
    t,
    machine: head[1] ?? '',
    program: head[2] ?? '',
    pid: head[3] ?? '',
    message: rest.slice(head[0].length),
  };
}

/** What follows `<priority>`, where there is one. */
function afterPriority(line: string): { text: string; hasPriority: boolean } | null {
  if (line.charCodeAt(0) !== 60) return { text: line, hasPriority: false };
  const close = line.indexOf('>');
  if (close < 2 || close > 4) return null;
  return { text: line.slice(close + 1), hasPriority: true };
}

/** Structured data is `-` or bracketed elements whose values may hold escaped brackets. */
function afterStructure(rest: string): string {
  if (rest.startsWith('- ') || rest === '-') return rest.slice(2);
  let at = 0;
  while (rest.charCodeAt(at) === 91) {
    const close = /\](?=[ [])|\]$/g;
    close.lastIndex = at;
    const match = close.exec(rest);
    if (!match) return rest;
    at = match.index + 1;
  }
  return rest.slice(rest.charCodeAt(at) === 32 ? at + 1 : at);
}
