import { isSeverity, type Severity } from '@bugheist/bug/severity';
import { type FamilyName, families, type RuleCard } from './rule.ts';

/** Which rules run and how bad they are. Plain data: it travels to worker threads. */
export interface RuleSettings {
  /** When not empty, nothing else runs. Rule ids or families, as `secret` or `secret/*`. */
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

/** Does `secret`, `secret/*` or `secret/github-token` name this rule? */
export const selects = (selector: string, ruleId: string): boolean =>
  selector === ruleId || familySelector(selector) === ruleId.split('/')[0];

/** An exact rule's level outranks its family's. */
function levelOf(settings: RuleSettings, ruleId: string): RuleLevel | undefined {
  const family = ruleId.split('/')[0] ?? '';
  return settings.levels[ruleId] ?? settings.levels[`${family}/*`] ?? settings.levels[family];
}

function familySelector(selector: string): string | null {
  const name = selector.replace(/\/\*$/, '');
  return name.includes('/') ? null : name;
}
