import type { Severity } from '@bugheist/bug/severity';
import { severityRank } from '@bugheist/bug/severity';
import type { Hit } from '../engine/hit.ts';
import type { ScanResult } from '../engine/result.ts';
import { lastLine } from './human.ts';
import { printable } from './printable.ts';

/** GitHub shows ten annotations of each level a step and drops the rest. Source: GitHub docs, usage limits of check runs. */
const shownPerLevel = 10;

/** Workflow commands that annotate a pull request; the rest is listed as plain lines. Source: GitHub docs, workflow commands. */
export function githubReport(result: ScanResult): string {
  const left: Record<Level, number> = { error: shownPerLevel, warning: shownPerLevel, notice: shownPerLevel };
  const gravestFirst = [...result.hits].sort((a, b) => severityRank(b.severity) - severityRank(a.severity));
  const lines = gravestFirst.map((hit) => {
    const level = levelOf(hit);
    return left[level]-- > 0 ? command(level, hit) : plain(hit);
  });
  return `${[...lines, printable(lastLine(result))].join('\n')}\n`;
}

type Level = 'error' | 'warning' | 'notice';

function levelOf({ severity, confidence }: Hit): Level {
  if (confidence === 'review') return 'notice';
  const levels: Record<Severity, Level> = {
    critical: 'error',
    high: 'error',
    medium: 'warning',
    low: 'notice',
    none: 'notice',
  };
  return levels[severity];
}

function command(level: Level, hit: Hit): string {
  const properties = {
    file: printable(hit.path),
    line: hit.startLine,
    endLine: hit.endLine,
    ...(hit.startLine === hit.endLine ? { col: hit.startColumn, endColumn: hit.endColumn } : {}),
    title: hit.ruleId,
  };
  const list = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${level} ${list.join(',')}::${escapeMessage(`${printable(hit.message)}\n${printable(hit.fix)}`)}`;
}

/** A line that starts with `::` would be a command of the scanned file's author. */
const plain = (hit: Hit): string =>
  `- ${hit.severity} ${printable(hit.path)}:${hit.startLine} ${printable(hit.message)} (${hit.ruleId})`;

const escapeMessage = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const escapeProperty = (text: string): string =>
  escapeMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
