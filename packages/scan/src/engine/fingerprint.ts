import {
  contextFingerprint,
  type Fingerprint,
  lineFingerprint,
  packageFingerprints,
  placeFingerprint,
  renamedFingerprint,
  secretFingerprint,
  toolFingerprint,
} from '@bugheist/bug/fingerprint';
import { isGuessable, redact } from '../rules/secret/redact.ts';
import type { Position, SourceFile } from './file.ts';
import type { Place, RuleCard } from './rule.ts';

export const toolName = 'bugheist-scan';
const reach = 3;

export interface Identified {
  readonly file: SourceFile;
  readonly rule: RuleCard;
  readonly place: Place;
  readonly start: Position;
  /** Of how many hits of this rule on equal lines of this file this is one, from 1. */
  readonly occurrence: number;
}

/** What a hit is recognised by. `veil` blacks secrets out, which may stand on the line or beside it. */
export function fingerprintsOf(hit: Identified, veil: (text: string) => string): Fingerprint[] {
  const { file, rule, place, start } = hit;
  const at = { tool: toolName, rule: rule.id, path: file.path };
  if (place.secret !== undefined) return [secretPrint(at, place.secret)].filter((print) => print !== null);
  const lines = Array.from({ length: 2 * reach + 1 }, (_, step) =>
    veil(file.line(start.line + step - reach)),
  );
  const around = { lines, line: reach + 1 };
  return [
    placeFingerprint(at, start.line, start.column),
    place.identity === undefined ? null : toolFingerprint(at, place.identity),
    lineFingerprint(at, around, hit.occurrence),
    contextFingerprint(at, around),
    renamedFingerprint(at, around),
    ...(place.package ? packageFingerprints(place.package.aliases, place.package) : []),
  ].filter((print) => print !== null);
}

/**
 * A secret that nobody could guess is hashed. One that a dictionary would find from its hash is not, unless a key
 * that stays inside the organization is given.
 */
function secretPrint(at: { tool: string; rule: string; path: string }, secret: string): Fingerprint | null {
  const key = process.env['BUGHEIST_FINGERPRINT_KEY'];
  if (key) return secretFingerprint(Buffer.from(key), at.rule, secret);
  if (isGuessable(secret)) return toolFingerprint(at, redact(secret));
  return secretFingerprint(Buffer.from('bugheist-scan/1'), at.rule, secret);
}
