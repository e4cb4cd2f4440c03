import { type Config, UsageError } from '../config/config.ts';
import { loadFamilies } from '../engine/registry.ts';
import type { Note } from '../engine/result.ts';
import { type FamilyName, families } from '../engine/rule.ts';
import { type RuleSettings, selects } from '../engine/rule-settings.ts';
import { didYouMean } from '../nearest.ts';
import type { Mark } from '../suppress/mark.ts';

/** A misspelt rule would silently switch nothing off, or everything. */
export async function refuseUnknownRules(
  { only, skip, levels }: RuleSettings,
  config: Config,
): Promise<void> {
  const named = [...only, ...skip, ...Object.keys(levels), ...config.suppress.map(({ rule }) => rule)];
  const asked = named.filter((name) => !isRuleOrFamily(name, []));
  if (asked.length === 0) return;
  const owners = [...new Set(asked.map((name) => name.split('/')[0] ?? ''))].filter(
    (name): name is FamilyName => families.some((family) => family === name),
  );
  const known = (await loadFamilies(owners)).flatMap(({ rules }) => rules.map(({ id }) => String(id)));
  const unknown = asked.find((name) => !isRuleOrFamily(name, known));
  if (unknown === undefined) return;
  const meant = didYouMean(unknown, unknown.includes('/') && known.length > 0 ? known : families);
  throw new UsageError(
    `there is no rule or family ${unknown}${meant || ': bugheist scan --rules lists them'}`,
  );
}

const isRuleOrFamily = (name: string, known: readonly string[]): boolean =>
  families.some((family) => family === name.replace(/\/\*$/, '')) || known.some((id) => selects(name, id));

/** A mark that names no rule suppresses nothing either: what it was meant to name helps more. */
export async function namedRight(notes: readonly Note[], marks: readonly Mark[]): Promise<Note[]> {
  const markOf = ({ path, line }: Note) =>
    marks.find((mark) => mark.dialect === 'bugheist' && mark.path === path && mark.line === line);
  const named = notes.flatMap((note) => markOf(note)?.rules ?? []);
  const owners = families.filter((family) => named.some((name) => name.startsWith(`${family}/`)));
  const ids = (await loadFamilies(owners)).flatMap(({ rules }) => rules.map(({ id }) => String(id)));
  return notes.map((note) => {
    const unknown = markOf(note)?.rules.find((name) => !isRuleOrFamily(name, ids));
    if (unknown === undefined) return note;
    return { ...note, message: `there is no rule ${unknown} to suppress${didYouMean(unknown, ids)}` };
  });
}
