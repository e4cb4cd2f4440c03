import { createHash } from 'node:crypto';
import type { SourceFile } from './file.ts';
import type { Place, RuleCard } from './rule.ts';

/**
 * Identities of a hit by scheme. `identity` is what the rule itself says stays the same; `line` is the content of
 * its line, so that moved lines keep it. Both leave out path and position.
 */
export function fingerprintsOf(
  file: SourceFile,
  rule: RuleCard,
  place: Place,
  veil: (text: string) => string,
): Record<string, string> {
  const line = veil(file.line(file.positionAt(place.start).line)).replace(/\s+/g, '');
  return {
    ...(place.identity === undefined ? {} : { 'identity/1': hash(rule.id, place.identity) }),
    'line/1': hash(rule.id, line),
  };
}

const hash = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 32);
