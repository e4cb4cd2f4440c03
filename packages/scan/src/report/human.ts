import type { Severity } from '@bugheist/bug/severity';
import type { Hit } from '../engine/hit.ts';
import type { ScanResult, Stats } from '../engine/result.ts';
import { printable } from './printable.ts';
import type { Style } from './reporter.ts';

/** For a person at a terminal: grouped by file, the line itself, what to do, and one last line of figures. */
export function humanReport(result: ScanResult, style: Style): string {
  const paint = painter(style);
  const lines: string[] = [];
  for (const [path, hits] of Map.groupBy(result.hits, (hit) => hit.path)) {
    lines.push(paint('bold', printable(path)));
    for (const hit of hits) lines.push(...linesOf(hit, paint));
    lines.push('');
  }
  for (const note of result.notes)
    lines.push(`${printable(note.path)}:${note.line} ${printable(note.message)}`);
  lines.push(...skippedLines(result), lastLine(result));
  return `${lines.join('\n')}\n`;
}

function linesOf(hit: Hit, paint: Paint): string[] {
  const place = `${hit.startLine}:${hit.startColumn}`.padEnd(8);
  const sure = hit.confidence === 'review' ? ', to review' : '';
  return [
    `  ${place}${paint(hit.severity, hit.severity)}${sure}  ${printable(hit.message)}  ${paint('dim', hit.ruleId)}`,
    ...(hit.evidence === '' ? [] : [`          ${paint('dim', cut(printable(hit.evidence), 160))}`]),
    ...(hit.flow ?? []).map(
      (step) =>
        `          ${paint('dim', `${printable(step.path)}:${step.line}`)} ${printable(step.message)}`,
    ),
    `          ${paint('fix', '→')} ${printable(hit.fix)}`,
  ];
}

/** One line a reason, with a count: a list of ten thousand binaries helps nobody. */
function skippedLines({ skipped }: ScanResult): string[] {
  return [...Map.groupBy(skipped, ({ reason }) => reason)].map(([reason, all]) => {
    const first = printable(all[0]?.path ?? '');
    return `not checked: ${all.length === 1 ? first : `${all.length} files (${first}, …)`}: ${printable(reason)}`;
  });
}

export function lastLine({ hits, suppressed, stats }: ScanResult): string {
  const counts = [...Map.groupBy(hits, ({ severity }) => severity)].map(
    ([severity, all]) => `${all.length} ${severity}`,
  );
  const parts = [
    hits.length === 0
      ? 'no hits'
      : `${hits.length} ${hits.length === 1 ? 'hit' : 'hits'} (${counts.join(', ')})`,
    ...(suppressed.length > 0 ? [`${suppressed.length} suppressed`] : []),
    ...(stats.baselined > 0 ? [`${stats.baselined} in the baseline`] : []),
    ...(stats.fixed > 0 ? [`${stats.fixed} fixed`] : []),
    `${stats.files} files, ${(stats.bytes / 1e6).toFixed(1)} MB, ${stats.seconds.toFixed(2)} s`,
    indexAge(stats),
  ];
  return parts.join(' · ');
}

function indexAge({ advisoriesFrom }: Stats): string {
  return advisoriesFrom === null ? 'no advisory index used' : `advisories of ${advisoriesFrom.slice(0, 10)}`;
}

type Tone = Severity | 'bold' | 'dim' | 'fix';
type Paint = (tone: Tone, text: string) => string;

const codes: Record<Tone, string> = {
  critical: '1;31',
  high: '31',
  medium: '33',
  low: '36',
  none: '2',
  bold: '1',
  dim: '2',
  fix: '32',
};

const painter =
  ({ color }: Style): Paint =>
  (tone, text) =>
    color ? `\u001b[${codes[tone]}m${text}\u001b[0m` : text;

const cut = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length - 1)}…` : text;
