import {
  contextFingerprint,
  contextReach,
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

export interface Identified {
  readonly file: SourceFile;
  readonly rule: RuleCard;
  readonly place: Place;
  readonly start: Position;
}

/**
 * What hits are recognised by, asked in the order of their files: a rule's second hit on an equal line of a file
 * is told from its first. `veil` blacks secrets out, which may stand on the line or beside it.
 */
export function fingerprinter(veil: (text: string) => string): (hit: Identified) => Fingerprint[] {
  const twins = new Map<string, number>();
  return (hit) =>
    fingerprintsOf(hit, veil, (line) => {
      const occurrence = (twins.get(line) ?? 0) + 1;
      twins.set(line, occurrence);
      return occurrence;
    });
}

function fingerprintsOf(
  { file, rule, place, start }: Identified,
  veil: (text: string) => string,
  count: (line: string) => number,
): Fingerprint[] {
  const at = { tool: toolName, rule: rule.id, path: file.path };
  if (place.secret !== undefined) return [secretPrint(at, place.secret)].filter((print) => print !== null);
  const lines = Array.from({ length: 2 * contextReach + 1 }, (_, step) =>
    veil(file.line(start.line + step - contextReach)),
  );
  const around = { lines, line: contextReach + 1 };
  // Equal is what the ground calls equal: white space makes no difference.
  const first = lineFingerprint(at, around);
  return [
    placeFingerprint(at, start.line, start.column),
    place.identity === undefined ? null : toolFingerprint(at, place.identity),
    first && lineFingerprint(at, around, count(first.value)),
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
