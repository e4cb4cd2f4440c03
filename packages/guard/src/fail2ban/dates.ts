import type { ReadingContext } from '../logs/reader.ts';

/** A line without its date, and when it was; 0 when no date was found. */
export interface DatedLine {
  readonly t: number;
  readonly rest: string;
}

/**
 * Cuts the date out of a line as fail2ban's date detector does: patterns that begin the line first, then the one that
 * begins earliest. `patterns` are the lines of a filter's `datepattern`, none means the default list.
 * Source: fail2ban, jail.conf(5) "datepattern".
 */
export function dateCutter(
  patterns: readonly string[],
): (line: string, context: ReadingContext) => DatedLine {
  const templates = patterns.length === 0 ? defaults('all') : patterns.flatMap(templatesFor);
  return (line, context) => {
    const found = firstMatch(templates, line);
    if (found === null) return { t: 0, rest: line };
    const [start, end] = found.span;
    return { t: timeOf(found.groups, context), rest: line.slice(0, start) + line.slice(end) };
  };
}

interface Template {
  readonly regexp: RegExp;
  readonly anchored: boolean;
}

interface Found {
  readonly span: readonly [number, number];
  readonly groups: Readonly<Record<string, string | undefined>>;
}

function firstMatch(templates: readonly Template[], line: string): Found | null {
  let best: Found | null = null;
  for (const { regexp, anchored } of templates) {
    const match = regexp.exec(line);
    const span = match?.indices?.[1];
    if (!match || !span) continue;
    const found: Found = { span, groups: match.groups ?? {} };
    if (anchored) return found;
    if (best === null || span[0] < best.span[0]) best = found;
  }
  return best;
}

const epoch = 'EPOCH';

const defaultPatterns: readonly string[] = [
  '%ExY(?<_sep>[-/.])%m\\k<_sep>%d(?:T|  ?)%H:%M:%S(?:[.,]%f)?(?:\\s*%z)?',
  '(?:%a )?%b %d %k:%M:%S(?:\\.%f)?(?: %ExY)?',
  '(?:%a )?%b %d %ExY %k:%M:%S(?:\\.%f)?',
  '%d(?<_sep>[-/])%m\\k<_sep>(?:%ExY|%Exy) %k:%M:%S',
  '%d(?<_sep>[-/])%b\\k<_sep>%ExY[ :]?%H:%M:%S(?:\\.%f)?(?: %z)?',
  '%m/%d/%ExY:%H:%M:%S',
  '%m-%d-%ExY %k:%M:%S(?:\\.%f)?',
  epoch,
  '{^LN-BEG}%H:%M:%S',
  '^<%m/%d/%Exy@%H:%M:%S>',
  '%Exy%Exm%Exd  ?%H:%M:%S',
  '%b %d, %ExY %I:%M:%S %p',
  '^%b-%d-%Exy %k:%M:%S',
  '%ExY%Exm%Exd(?:-|T|  ?)%ExH:?%ExM:?%ExS(?:[.,]%f)?(?:\\s*%z)?',
  '(?:%Z )?(?:%a )?%b %d %k:%M:%S(?:\\.%f)?(?: %ExY)?',
  '(?:%z )?(?:%a )?%b %d %k:%M:%S(?:\\.%f)?(?: %ExY)?',
];

const beginning = '{^LN-BEG}';
const isAnchored = (pattern: string) => pattern.startsWith(beginning) || pattern.startsWith('^');

function defaults(which: 'all' | 'beginning'): Template[] {
  const begun = defaultPatterns
    .filter((pattern) => !isAnchored(pattern))
    .map((pattern) => beginning + pattern);
  const rest = which === 'all' ? defaultPatterns : defaultPatterns.filter(isAnchored);
  return [...begun, ...rest].map(template);
}

function templatesFor(pattern: string): Template[] {
  if (pattern.toUpperCase() === beginning) return defaults('beginning');
  if (pattern.toUpperCase() === '{DEFAULT}') return defaults('all');
  if (!pattern.includes('{DATE}')) return [template(pattern)];
  return defaultPatterns.map((inner) =>
    template(pattern.replace('{DATE}', () => inner.replace(beginning, '').replace(/^\^/, ''))),
  );
}

function template(pattern: string): Template {
  const begins = pattern.startsWith(beginning);
  const bare = begins ? pattern.slice(beginning.length) : pattern;
  const anchored = begins || bare.startsWith('^');
  const body = fields(bare.replace(/\bEPOCH\b/i, '(?<epoch>\\d{10,11}\\b(?:\\.\\d{3,6})?)'));
  const captured = /(?<!\\)\((?!\?)/.test(body) ? body : body.replace(/^(\^?)(.*)$/s, '$1($2)');
  const start = begins ? '^(?:\\W{0,2})?' : bare.startsWith('^') ? '' : '(?=^|\\b|\\W)';
  const end = /(?<!\\)\$\)?$/.test(captured) ? '' : '(?=\\b|\\W|$)';
  return { regexp: new RegExp(start + captured + end, /%[abBA]/.test(pattern) ? 'id' : 'd'), anchored };
}

const parts: Readonly<Record<string, string>> = {
  a: '(?<a>mon|tue|wed|thu|fri|sat|sun)',
  b: '(?<b>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)',
  d: '(?<d>[1-2]\\d|[0 ]?[1-9]|3[0-1])',
  m: '(?<m>0?[1-9]|1[0-2])',
  Y: '(?<Y>\\d{4})',
  H: '(?<H>[0-1]?\\d|2[0-3])',
  k: ' ?(?<H>[0-2]?\\d)',
  I: '(?<I>1[0-2]|0?\\d)',
  l: ' ?(?<I>1?\\d)',
  M: '(?<M>[0-5]?\\d)',
  S: '(?<S>[0-5]?\\d|6[0-1])',
  f: '(?<f>\\d{1,6})',
  p: '(?<p>[AaPp][Mm])',
  y: '(?<y>\\d{2})',
  z: '(?<z>Z|UTC|GMT|[+-][01]\\d(?::?\\d{2})?)',
  Z: '(?<Z>Z|[A-Z]{3,5})',
  ExY: '(?<Y>(?:19|20)\\d\\d)',
  Exy: '(?<y>\\d{2})',
  Exd: '(?<d>[1-2]\\d|0[1-9]|3[0-1])',
  Exm: '(?<m>0[1-9]|1[0-2])',
  ExH: '(?<H>[0-1]\\d|2[0-3])',
  Exk: ' ?(?<H>[0-1]?\\d|2[0-3])',
  ExM: '(?<M>[0-5]\\d)',
  ExS: '(?<S>[0-5]\\d|6[0-1])',
};

function fields(pattern: string): string {
  return pattern
    .replaceAll('(?P<', '(?<')
    .replaceAll(/\(\?P=(\w+)\)/g, '\\k<$1>')
    .replaceAll(/%(Ex[YydmHkMS]|[A-Za-z])/g, (whole, name: string) => parts[name] ?? whole);
}

const monthNames = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const dayMs = 86_400_000;

function timeOf(groups: Found['groups'], context: ReadingContext): number {
  if (groups['epoch']) return Math.floor(Number(groups['epoch']) * 1000);
  const now = new Date(context.now);
  const hasDay = groups['d'] !== undefined;
  const month = groups['b']
    ? monthNames.indexOf(groups['b'].toLowerCase())
    : Number(groups['m'] ?? now.getUTCMonth() + 1) - 1;
  const day = Number(groups['d'] ?? now.getUTCDate());
  const seconds = Number(groups['S'] ?? 0);
  const at = (year: number) => {
    const local = [year, month, day, hourOf(groups), Number(groups['M'] ?? 0), seconds] as const;
    const offset = offsetMs(groups['z'] ?? groups['Z']);
    return offset === null ? context.civil(...local) : Date.UTC(...local) - offset;
  };
  if (groups['Y']) return at(Number(groups['Y']));
  if (groups['y']) return at(2000 + Number(groups['y']));
  const guess = at(now.getUTCFullYear());
  if (!hasDay) return guess > context.now ? guess - dayMs : guess;
  return guess > context.now + dayMs ? at(now.getUTCFullYear() - 1) : guess;
}

function hourOf(groups: Found['groups']): number {
  if (groups['I'] === undefined) return Number(groups['H'] ?? 0);
  const hour = Number(groups['I']) % 12;
  return groups['p']?.toLowerCase() === 'pm' ? hour + 12 : hour;
}

/** Named zones other than UTC are left to the host's own. */
function offsetMs(zone: string | undefined): number | null {
  if (zone === undefined) return null;
  if (zone === 'Z' || zone === 'UTC' || zone === 'GMT') return 0;
  const match = /^([+-])(\d\d):?(\d\d)?$/.exec(zone);
  if (!match) return null;
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3] ?? 0)) * 60_000;
}
