import { severities, severityRank } from '@bugheist/bug/severity';
import type { Hit } from '../engine/hit.ts';
import type { Skip } from '../engine/outcome.ts';
import type { ScanResult, Stats } from '../engine/result.ts';
import { codeFrame } from './code-frame.ts';
import { byFile, groupsOf, type HitGroup } from './hit-groups.ts';
import { type Paint, painter } from './paint.ts';
import { printable } from './printable.ts';
import type { Style } from './reporter.ts';
import { spoken } from './spoken.ts';
import { columnsOf, cut, wrapped } from './text-width.ts';

/** So many groups of hits are shown whole; of lighter ones the rules are counted. */
const shownGroups = 30;
/** How wide a line of code may be where nobody says how wide the reader's window is. */
const widestCode = 140;
const placesShown = 8;

/**
 * For a person at a terminal. What matters most stands last, above the prompt: first what was not checked, then the
 * light hits as counts, then the grave ones with their code and what to do, at the end what to do next and the figures.
 */
export function humanReport(result: ScanResult, style: Style): string {
  const paint = painter(style);
  const groups = groupsOf(result.hits);
  const folded = style.everyHit ? [] : groups.slice(0, Math.max(0, groups.length - shownGroups));
  const shown = groups.slice(folded.length);
  const sections = [
    skippedLines(
      result.skipped.filter(({ unable }) => !unable),
      style,
    ).map((line) => paint('dim', line)),
    result.notes.map((note) => `${placeOf(note.path, note.line)} ${printable(spoken(note.message, style))}`),
    ...foldedBlocks(folded, result, style, paint),
    ...byFile(shown).map(([path, ofFile]) => [
      paint('bold', printable(path)),
      ...ofFile.flatMap((group, index) => [
        ...(index === 0 ? [] : ['']),
        ...groupLines(group, result, style, paint),
      ]),
    ]),
    skippedLines(
      result.skipped.filter(({ unable }) => unable),
      style,
    ).map((line) => paint('medium', line)),
    nextLines(result, style, paint),
    wrapped(lastLine(result), style.columns).map((line) =>
      paint(result.hits.some(isSure) ? 'bold' : 'dim', line),
    ),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** Hits of a running site have no lines. */
const isAddress = (path: string): boolean => /^https?:\/\//.test(path);

const isSure = ({ confidence }: Hit): boolean => confidence !== 'review';

const placeOf = (path: string, line: number): string =>
  path === '.' ? 'note:' : `${printable(path)}:${line}`;

/** One rule's hits in one file: the first whole, the others by their places. */
function groupLines(
  { path, first, others }: HitGroup,
  result: ScanResult,
  style: Style,
  paint: Paint,
): string[] {
  const place = (isAddress(path) ? '' : `${first.startLine}:${first.startColumn}`).padEnd(7);
  const columns = style.columns ?? widestCode;
  const head = `  ${place} ${first.severity.padEnd(8)} `;
  const text = `${printable(first.message)}  ${isSure(first) ? '' : 'to review · '}${first.ruleId}`;
  const [line = '', ...more] = wrapped(text, style.columns && columns - head.length);
  const alike = others.filter(({ message }) => message === first.message);
  const unlike = others.filter(({ message }) => message !== first.message);
  return [
    ...[
      `  ${place} ${paint(first.severity, first.severity.padEnd(8))} ${line}`,
      ...more.map(at(head.length)),
    ].map((one) => dimRule(one, first.ruleId, paint)),
    ...indented([
      ...codeFrame(first, result.carets.get(first), columns - 6, paint),
      ...flowLines(first, paint, columns - 4),
      ...unlike
        .slice(0, placesShown)
        .map((hit) => cut(`${hit.startLine}:${hit.startColumn} ${printable(hit.message)}`, columns - 4)),
      ...(unlike.length > placesShown ? [`and at ${unlike.length - placesShown} more places`] : []),
      ...(alike.length > 0 ? wrapped(`also at ${placesOf(alike)}`, style.columns && columns - 4) : []),
      ...adviceLines(first.fix, style, paint),
    ]),
  ];
}

const at = (column: number) => (line: string) => ' '.repeat(column) + line;

const indented = (lines: readonly string[]): string[] => lines.map(at(4));

const dimRule = (line: string, ruleId: string, paint: Paint): string =>
  line.endsWith(ruleId) ? line.slice(0, -ruleId.length) + paint('dim', ruleId) : line;

function adviceLines(fix: string, style: Style, paint: Paint): string[] {
  const [line = '', ...more] = wrapped(printable(fix), style.columns && style.columns - 6);
  return [`${paint('fix', '→')} ${line}`, ...more.map(at(2))];
}

function placesOf(hits: readonly Hit[]): string {
  const shown = hits.slice(0, placesShown).map((hit) => `${hit.startLine}:${hit.startColumn}`);
  return `${shown.join(', ')}${hits.length > placesShown ? ` and ${hits.length - placesShown} more` : ''}`;
}

/** A long way is told by its beginning and its end; where it ends on the line of the hit, that line is shown already. */
function flowLines({ path, startLine, flow = [] }: Hit, paint: Paint, columns: number): string[] {
  const last = flow.at(-1);
  const steps = last?.path === path && last.line === startLine ? flow.slice(0, -1) : flow;
  const lines = steps.map((step) => {
    const place = `${step.path === path ? '' : `${printable(step.path)}:`}${step.line}`;
    return `${paint('dim', `${place.padStart(5)} ·`)} ${cut(printable(step.message), columns - Math.max(5, columnsOf(place)) - 3)}`;
  });
  if (lines.length <= 6) return lines;
  return [...lines.slice(0, 3), paint('dim', `      … ${lines.length - 5} steps`), ...lines.slice(-2)];
}

/** A line a rule: how grave, how many. What a person must confirm stands apart. */
function foldedBlocks(
  folded: readonly HitGroup[],
  result: ScanResult,
  style: Style,
  paint: Paint,
): string[][] {
  if (folded.length === 0) return [];
  const [review, sure] = [false, true].map((wanted) =>
    folded.filter(({ first }) => isSure(first) === wanted),
  );
  const widest = Math.max(...folded.map(({ first }) => first.ruleId.length));
  const titles = new Map<string, string>(
    result.rules.map(({ id, title }) => [id, title.replaceAll('`', '')]),
  );
  const line = ([first, count]: readonly [Hit, number]) => {
    const text = `${first.ruleId.padEnd(widest)} ${String(count).padStart(4)} ×  ${titles.get(first.ruleId) ?? ''}`;
    const shown = style.columns === null ? text : cut(text, style.columns - 11);
    return `  ${paint(first.severity, first.severity.padEnd(8))} ${shown}`;
  };
  const block = (title: string, groups: readonly HitGroup[] = []) =>
    groups.length === 0 ? [] : [title, ...countsByRule(groups).map(line)];
  return [
    block('To review, counted only:', review),
    block('Lighter hits, counted only:', sure),
    wrapped(`${style.command} --all shows them all, --only RULE those of one rule`, style.columns),
  ];
}

/** With the first of its hits, for each rule and severity. */
function countsByRule(groups: readonly HitGroup[]): [Hit, number][] {
  const counts = new Map<string, [Hit, number]>();
  for (const { first, others } of groups) {
    const key = `${first.severity} ${first.ruleId}`;
    const [one, count] = counts.get(key) ?? [first, 0];
    counts.set(key, [one, count + others.length + 1]);
  }
  return [...counts.values()];
}

/** One line a reason, with a count: a list of ten thousand binaries helps nobody. Figures make no other reason. */
function skippedLines(skipped: readonly Skip[], style: Style): string[] {
  const lines = [...Map.groupBy(skipped, ({ reason }) => reason.replace(/\d+/g, '0'))].map(([, all]) => {
    const [first, ...more] = all;
    const reason = printable(spoken(first?.reason ?? '', style));
    const path = printable(first?.path ?? '');
    if (path === '.') return `not checked: ${reason}`;
    return `not checked: ${more.length === 0 ? path : `${all.length} files (${path}, …)`}: ${reason}`;
  });
  return lines.flatMap((line) => wrapped(line, style.columns));
}

/** Whether the scan fails and why, and what a person can do about it. */
function nextLines({ hits, fixable, stats }: ScanResult, style: Style, paint: Paint): string[] {
  const failing = hits.filter((hit) => isSure(hit) && fails(hit, style));
  const gravest = failing.toSorted((a, b) => severityRank(a.severity) - severityRank(b.severity)).at(-1);
  if (!gravest) return [];
  const level = style.failOn === 'critical' ? 'critical' : `${style.failOn} or graver`;
  const what = failing.length === 1 ? '1 hit is' : `${failing.length} hits are`;
  const rows = [
    ['what it means, what to do', `${style.command} --explain ${gravest.ruleId}`],
    ...(fixable > 0 ? [[`${fixable} safe to change unseen`, `${style.command} --fix`]] : []),
    isAddress(gravest.path)
      ? ['no danger? leave it out', `--skip ${gravest.ruleId}`]
      : ['no danger? say why there', `bugheist-ignore[${gravest.ruleId}] reason: …`],
    ...(failing.length > 10 && stats.baselined === 0
      ? [['hear of new ones only', `${style.command} --write-baseline bugheist-baseline.json`]]
      : []),
  ];
  return [
    paint('bad', `${what} ${level}:`),
    ...rows.map(([why = '', how = '']) => `  ${why.padEnd(25)} ${how}`),
  ];
}

const fails = ({ severity }: Hit, { failOn }: Style): boolean =>
  failOn !== 'none' && severityRank(severity) >= severityRank(failOn);

export function lastLine({ hits, suppressed, stats }: ScanResult): string {
  const sure = hits.filter(isSure);
  const counts = severities
    .toReversed()
    .map((severity) => [sure.filter((hit) => hit.severity === severity).length, severity] as const)
    .filter(([count]) => count > 0)
    .map(([count, severity]) => `${count} ${severity}`);
  const review = hits.length - sure.length;
  const parts = [
    sure.length === 0
      ? stats.files === 0
        ? 'nothing to check'
        : 'no hits'
      : `${counted(sure.length, 'hit')} (${counts.join(', ')})`,
    ...(review > 0 ? [`${review} to review`] : []),
    ...(suppressed.length > 0 ? [`${suppressed.length} suppressed`] : []),
    ...(stats.baselined > 0 ? [`${stats.baselined} in the baseline`] : []),
    ...(stats.fixed > 0 ? [`${stats.fixed} fixed`] : []),
    `${counted(stats.files, stats.areRequests ? 'request' : 'file')}, ${sizeOf(stats.bytes)}, ${stats.seconds.toFixed(2)} s`,
    ...(stats.areRequests ? [] : [indexAge(stats)]),
  ];
  return parts.join(' · ');
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

const sizeOf = (bytes: number): string =>
  bytes < 100_000 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;

function indexAge({ advisoriesFrom }: Stats): string {
  return advisoriesFrom === null ? 'no advisory index used' : `advisories of ${advisoriesFrom.slice(0, 10)}`;
}
