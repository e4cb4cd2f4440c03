import type { Hit } from '../engine/hit.ts';
import type { RawHit } from '../engine/outcome.ts';
import type { Note } from '../engine/result.ts';
import { selects } from '../engine/rule-settings.ts';
import type { ConfiguredSuppression } from './configured.ts';
import { coversPath } from './configured.ts';
import { isDay } from './day.ts';
import type { Mark } from './mark.ts';

/** A hit that somebody decided to live with: filed as an accepted risk, for review. */
export interface Suppressed {
  readonly hit: Hit;
  readonly by: {
    readonly where: 'code' | 'configuration';
    readonly dialect: Mark['dialect'];
    /** Foreign marks carry none. */
    readonly reason: string | null;
    readonly until: string | null;
    readonly line: number | null;
  };
}

export interface Settled {
  readonly open: readonly RawHit[];
  readonly suppressed: readonly Suppressed[];
  readonly notes: readonly Note[];
}

/**
 * Takes out of the hits what valid suppressions cover, and says which suppressions are wrong, expired or of no use:
 * the last only when the rules, and for the configuration the files, that they could have been for were `seen`.
 */
export function settle(
  hits: readonly RawHit[],
  marks: readonly Mark[],
  configured: readonly ConfiguredSuppression[],
  today: string,
  seen: { readonly everyFile: boolean; readonly everyRule: boolean },
): Settled {
  const marksByPath = Map.groupBy(marks, ({ path }) => path);
  const used = new Set<Mark | ConfiguredSuppression>();
  const open: RawHit[] = [];
  const suppressed: Suppressed[] = [];
  for (const raw of hits) {
    const covering = (marksByPath.get(raw.hit.path) ?? []).filter((mark) => covers(mark, raw));
    const listed = configured.filter(
      (one) => selects(one.rule, raw.hit.ruleId) && coversPath(one, raw.hit.path),
    );
    for (const one of [...covering, ...listed]) used.add(one);
    const mark = covering.find((one) => isValid(one, today));
    const entry = listed.find(({ until }) => until === null || until >= today);
    const by = mark ? byMark(mark) : entry ? byConfiguration(entry) : null;
    if (by) suppressed.push({ hit: raw.hit, by });
    else open.push(raw);
  }
  const notes = [
    ...marks.flatMap((mark) => noteOnMark(mark, used.has(mark) || !seen.everyRule, today)),
    ...configured.flatMap((one) =>
      noteOnConfigured(one, used.has(one) || !(seen.everyFile && seen.everyRule), today),
    ),
  ];
  return { open, suppressed, notes };
}

function covers(mark: Mark, { hit, aliases }: RawHit): boolean {
  if (hit.startLine < mark.from || hit.startLine > mark.to) return false;
  const family = hit.ruleId.split('/')[0] ?? '';
  const names =
    mark.rules.length === 0 || aliases.length === 0 || mark.rules.some((id) => aliases.includes(id));
  switch (mark.dialect) {
    case 'bugheist':
      return mark.rules.some((selector) => selects(selector, hit.ruleId));
    case 'gitleaks':
      return family === 'secret';
    // These always name their rules: a hit that they know nothing of stays.
    case 'hadolint':
      return family === 'image' && mark.rules.some((id) => aliases.includes(id));
    case 'zizmor':
      return family === 'workflow' && mark.rules.some((id) => aliases.includes(id));
    case 'nosec':
      return names && ['python', 'race', 'secret'].includes(family);
    case 'nosemgrep':
      return true;
  }
}

function isValid(mark: Mark, today: string): boolean {
  if (mark.dialect !== 'bugheist') return true;
  return mark.reason !== null && (mark.until === null || (isDay(mark.until) && mark.until >= today));
}

const byMark = ({ dialect, reason, until, line }: Mark): Suppressed['by'] => ({
  where: 'code',
  dialect,
  reason,
  until,
  line,
});

const byConfiguration = ({ reason, until }: ConfiguredSuppression): Suppressed['by'] => ({
  where: 'configuration',
  dialect: 'bugheist',
  reason,
  until,
  line: null,
});

function noteOnMark(mark: Mark, isUsed: boolean, today: string): Note[] {
  if (mark.dialect !== 'bugheist') return [];
  const message = wrongWith(mark, isUsed, today);
  return message === null ? [] : [{ path: mark.path, line: mark.line, message }];
}

function wrongWith(mark: Mark, isUsed: boolean, today: string): string | null {
  const names = mark.rules.join(', ');
  if (mark.rules.length === 0)
    return 'bugheist-ignore names no rule: write bugheist-ignore[rule] reason: why';
  if (mark.reason === null)
    return `the suppression of ${names} gives no reason and is not honoured: add "reason: why"`;
  if (mark.until !== null && !isDay(mark.until))
    return `the suppression of ${names} ends "${mark.until}", which is no date like 2027-01-31, and is not honoured`;
  if (mark.until !== null && mark.until < today)
    return `the suppression of ${names} expired on ${mark.until}: fix it, or decide again`;
  return isUsed ? null : `the suppression of ${names} suppresses nothing: remove it`;
}

function noteOnConfigured(one: ConfiguredSuppression, isUsed: boolean, today: string): Note[] {
  const at = { path: one.file, line: 1 };
  if (one.until !== null && one.until < today)
    return [
      { ...at, message: `the suppression of ${one.rule} expired on ${one.until}: fix it, or decide again` },
    ];
  return isUsed ? [] : [{ ...at, message: `the suppression of ${one.rule} suppresses nothing: remove it` }];
}
