import { matchesGlob } from 'node:path/posix';
import { isSeverity, type Severity } from '@bugheist/bug/severity';
import { type FamilyName, families, type RuleCard } from './rule.ts';

/** Which rules run and how bad they are. Plain data: it travels to worker threads. */
export interface RuleSettings {
  /** When not empty, nothing else runs. Rule ids, parts of them or families, as `secret/github-*` or `secret`. */
  readonly only: readonly string[];
  readonly skip: readonly string[];
  /** From the configuration: `off`, `on` (for optional rules), or another severity. */
  readonly levels: Readonly<Record<string, RuleLevel>>;
}
export type RuleLevel = 'on' | 'off' | Severity;

export const everyRule: RuleSettings = { only: [], skip: [], levels: {} };

export function isRuleOn(settings: RuleSettings, rule: RuleCard): boolean {
  if (settings.skip.some((selector) => selects(selector, rule.id))) return false;
  // A rule that is named runs, whatever else is said of it; a family that is named runs as it always does.
  if (settings.only.includes(rule.id)) return true;
  if (settings.only.length > 0 && !settings.only.some((selector) => selects(selector, rule.id))) return false;
  const level = levelOf(settings, rule.id);
  if (level === 'off') return false;
  return level !== undefined || !rule.optional;
}

/** The configured severity of a rule, or null when the configuration leaves it alone. */
export function configuredSeverity(settings: RuleSettings, ruleId: string): Severity | null {
  const level = levelOf(settings, ruleId);
  return level !== undefined && isSeverity(level) ? level : null;
}

/** Families that may have a rule switched on; the others need not be loaded. */
export function familiesOn(settings: RuleSettings): FamilyName[] {
  return families.filter((family) => {
    if (settings.skip.some((selector) => familySelector(selector) === family)) return false;
    return settings.only.length === 0 || settings.only.some((selector) => selector.split('/')[0] === family);
  });
}

/** Does `secret`, `secret/*`, `secret/github-*` or `secret/github-token` name this rule? */
export function selects(selector: string, ruleId: string): boolean {
  if (selector === ruleId || familySelector(selector) === ruleId.split('/')[0]) return true;
  return selector.includes('*') && matchesGlob(ruleId, selector);
}

/** An exact rule's level outranks that of a pattern, and a pattern's that of its family. */
function levelOf({ levels }: RuleSettings, ruleId: string): RuleLevel | undefined {
  const family = ruleId.split('/')[0] ?? '';
  const pattern = Object.keys(levels).find((name) => familySelector(name) === null && selects(name, ruleId));
  return levels[ruleId] ?? levels[pattern ?? ''] ?? levels[`${family}/*`] ?? levels[family];
}

function familySelector(selector: string): string | null {
  const name = selector.replace(/\/\*$/, '');
  return name.includes('/') ? null : name;
}
