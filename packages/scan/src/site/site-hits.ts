import { urlFingerprint } from '@bugheist/bug/fingerprint';
import { toolName } from '../engine/fingerprint.ts';
import type { RawHit } from '../engine/outcome.ts';
import { configuredSeverity, isRuleOn, type RuleSettings } from '../engine/rule-settings.ts';
import type { Site } from './exchange.ts';
import type { SitePlace, SiteRule } from './site-rule.ts';

/** Runs the rules over what was seen. The same header missing on five pages is one hit, at the first of them. */
export function siteHits(site: Site, rules: readonly SiteRule[], settings: RuleSettings): RawHit[] {
  const hits = new Map<string, RawHit>();
  for (const rule of rules) {
    if (!isRuleOn(settings, rule)) continue;
    rule.checkSite(site, (place) => {
      const key = `${rule.id} ${place.parameter ?? ''} ${place.message}`;
      if (!hits.has(key)) hits.set(key, rawHit(rule, place, settings));
    });
  }
  return [...hits.values()];
}

const rawHit = (rule: SiteRule, place: SitePlace, settings: RuleSettings): RawHit => ({
  hit: {
    ruleId: rule.id,
    severity: configuredSeverity(settings, rule.id) ?? place.severity ?? rule.severity,
    confidence: place.confidence ?? rule.confidence,
    weakness: rule.weakness,
    kind: rule.kind,
    path: place.url.href,
    startLine: 1,
    startColumn: 1,
    endLine: 1,
    endColumn: 1,
    message: place.message,
    fix: place.fix ?? rule.fix,
    fingerprints: [
      urlFingerprint(
        { tool: toolName, rule: rule.id },
        { method: 'GET', url: place.url.href, parameter: place.parameter ?? '' },
      ),
    ],
    evidence: place.evidence ?? '',
  },
  aliases: rule.aliases ?? [],
});
