import { excerptOf } from './excerpt.ts';
import type { SourceFile } from './file.ts';
import { fingerprinter } from './fingerprint.ts';
import type { Hit } from './hit.ts';
import type { RawHit } from './outcome.ts';
import type { Place, RuleCard } from './rule.ts';
import { configuredSeverity, type RuleSettings } from './rule-settings.ts';

export interface Finding {
  readonly rule: RuleCard;
  readonly file: SourceFile;
  readonly place: Place;
}

/** The hits of one file. The secrets found in it are blacked out in all of them: any rule may quote its line. */
export function rawHitsOf(findings: readonly Finding[], settings: RuleSettings): RawHit[] {
  const secrets = [...new Set(findings.flatMap(({ place }) => place.secret ?? place.hides ?? []))]
    .filter((secret) => secret.length >= 6)
    .sort((a, b) => b.length - a.length);
  const veil = (text: string) =>
    secrets.reduce((veiled, secret) => veiled.replaceAll(secret, blackOut), text);
  const fingerprintsOf = fingerprinter(veil);
  return findings.map((finding) => {
    const { rule, file, place } = finding;
    const fingerprints = fingerprintsOf({ rule, file, place, start: file.positionAt(place.start) });
    return rawHitOf(finding, settings, fingerprints, veil);
  });
}

function rawHitOf(
  { rule, file, place }: Finding,
  settings: RuleSettings,
  fingerprints: Hit['fingerprints'],
  veil: (text: string) => string,
): RawHit {
  const start = file.positionAt(place.start);
  const end = file.positionAt(Math.max(place.start, place.end));
  const excerpt = place.evidence === undefined ? excerptOf(file, place, veil) : null;
  const hit: Hit = {
    ruleId: rule.id,
    severity: configuredSeverity(settings, rule.id) ?? place.severity ?? rule.severity,
    confidence: place.confidence ?? rule.confidence,
    weakness: rule.weakness,
    kind: rule.kind,
    path: file.path,
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
    message: veil(place.message),
    fix: veil(place.fix ?? rule.fix),
    fingerprints,
    evidence: excerpt?.text ?? veil(place.evidence ?? ''),
    ...(place.flow ? { flow: place.flow.map((step) => ({ ...step, message: veil(step.message) })) } : {}),
  };
  return {
    hit,
    aliases: rule.aliases ?? [],
    ...(place.edit ? { edit: place.edit } : {}),
    ...pinOf(file, place),
    ...(excerpt?.caret ? { caret: excerpt.caret } : {}),
  };
}

function pinOf(file: SourceFile, { pin, start, end }: Place): Pick<RawHit, 'pin'> {
  const at = pin === undefined ? -1 : file.text.slice(start, end).indexOf(pin);
  return pin === undefined || at === -1
    ? {}
    : { pin: { name: pin, start: start + at, end: start + at + pin.length } };
}

/** Four characters stay, to find it by. */
const blackOut = (secret: string): string => (secret.length < 12 ? '…' : `${secret.slice(0, 4)}…`);
