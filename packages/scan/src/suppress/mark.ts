import type { SourceFile } from '../engine/file.ts';

/** A comment in code that asks for silence. */
export interface Mark {
  readonly path: string;
  /** Line of the comment, from 1. */
  readonly line: number;
  /** First and last line whose hits it covers. */
  readonly from: number;
  readonly to: number;
  /** Rule ids, `family/*` or `*`; for foreign marks the ids of the other scanner, possibly none. */
  readonly rules: readonly string[];
  readonly reason: string | null;
  /** `YYYY-MM-DD`, valid through that day; null for ever; the raw text when it is no date. */
  readonly until: string | null;
  /** Whose comment it is. */
  readonly dialect: 'bugheist' | 'nosemgrep' | 'gitleaks' | 'hadolint' | 'nosec' | 'zizmor';
}

/** After something that opens a comment in some language, so that prose and strings about marks are none. */
const own =
  /(?:\/\/|\/\*|[#*%;]|<!--|--|\{\{!|<%#)[ \t]{0,8}bugheist-ignore(-file)?\b(?:\[([^\]\n]{0,300})\])?([^\n]{0,400})/g;

/** Our own marks: `bugheist-ignore[rule] reason: why until: 2027-01-31`, alone on a line for the next, or `-file`. */
export function ownMarks(file: SourceFile): Mark[] {
  if (!file.bytes.includes('bugheist-ignore')) return [];
  return [...file.text.matchAll(own)].map((match) => {
    const { line } = file.positionAt(match.index);
    const rest = (match[3] ?? '').replace(/\s*(\*\/|-->|%>|\}\})\s*.*$/, '');
    const lines = match[1]
      ? { from: 1, to: Number.POSITIVE_INFINITY }
      : linesCovered(file, line, match.index);
    return {
      path: file.path,
      line,
      ...lines,
      rules: (match[2] ?? '')
        .split(',')
        .map((rule) => rule.trim())
        .filter((rule) => rule !== ''),
      reason: /\breason:\s*(.*?)(?:\s+until:.*)?$/.exec(rest)?.[1]?.trim() || null,
      until: /\buntil:\s*(\S+)/.exec(rest)?.[1] ?? null,
      dialect: 'bugheist' as const,
    };
  });
}

const foreign =
  /\b(nosemgrep)\b(?::[ \t]*([\w.,/ -]{0,300}))?|\b(gitleaks):allow\b|\b(hadolint)[ \t]+(?:(?:global|stage)[ \t]+)?ignore[ \t]{0,4}=([\w, ]{0,200})|#[ \t]{0,4}(nosec)\b:?((?:[ \t,]{0,4}B\d{3}){0,20})|#[ \t]{0,4}(zizmor):[ \t]{0,4}ignore\[([\w, -]{0,300})\]/g;

/** Other scanners' marks. They carry no reason; they are honoured and listed. */
export function foreignMarks(file: SourceFile): Mark[] {
  return [...file.text.matchAll(foreign)].map((match) => {
    const { line } = file.positionAt(match.index);
    const dialect = dialectOf(match);
    const named = (match[2] ?? match[5] ?? match[7] ?? match[9] ?? '')
      .split(/[\s,]+/)
      .filter((name) => name !== '');
    return {
      path: file.path,
      line,
      ...(dialect === 'hadolint' ? hadolintLines(file, line, match) : linesCovered(file, line, match.index)),
      rules: named,
      reason: null,
      until: null,
      dialect,
    };
  });
}

function dialectOf(match: RegExpExecArray): Mark['dialect'] {
  if (match[1]) return 'nosemgrep';
  if (match[3]) return 'gitleaks';
  if (match[8]) return 'zizmor';
  return match[4] ? 'hadolint' : 'nosec';
}

/** `global` speaks of the file, `stage` of the stage that follows: up to the second FROM from here. */
function hadolintLines(file: SourceFile, line: number, match: RegExpExecArray): { from: number; to: number } {
  const scope = /^hadolint[ \t]+(\w+)/.exec(match[0])?.[1];
  if (scope === 'global') return { from: 1, to: Number.POSITIVE_INFINITY };
  if (scope !== 'stage') return linesCovered(file, line, match.index);
  const [, second] = file.text.slice(match.index).matchAll(/^[ \t]*FROM\s/gim);
  return {
    from: line,
    to: second ? file.positionAt(match.index + second.index).line - 1 : Number.POSITIVE_INFINITY,
  };
}

/** A comment alone on its line speaks of the next line that is no comment; one after code of its own line. */
function linesCovered(file: SourceFile, line: number, offset: number): { from: number; to: number } {
  const before = file.text.slice(file.lineStarts[line - 1] ?? 0, offset);
  if (!/^[\s/*#<!\-{%;"']*$/.test(before)) return { from: line, to: line };
  let next = line + 1;
  while (next < line + 20 && /^\s*(#|\/\/|\*|<!--|$)/.test(file.line(next))) next++;
  return { from: line, to: next };
}
