import { UsageError } from './config/config.ts';
import type { Pinnable } from './engine/outcome.ts';
import type { Edit } from './engine/rule.ts';

/** What a moving name stands for today: `actions/checkout@v5` → a commit, `node:24-slim` → a digest. */
export type Pins = ReadonlyMap<string, string>;

const commit = /^[0-9a-f]{40}$/;
const digest = /^sha256:[0-9a-f]{64}$/;

/** Reads a map of pins, a JSON object. Throws UsageError naming the entry that is no commit and no digest. */
export function parsePins(text: string, fileName: string): Pins {
  let entries: unknown;
  try {
    entries = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${fileName} is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof entries !== 'object' || entries === null || Array.isArray(entries))
    throw new UsageError(`${fileName}: expected an object like { "actions/checkout@v5": "<40 hex digits>" }`);
  for (const [name, pin] of Object.entries(entries))
    if (typeof pin !== 'string' || !(commit.test(pin) || digest.test(pin)))
      throw new UsageError(
        `${fileName}: "${name}" is ${JSON.stringify(pin)}, expected a commit (40 hex digits) or a digest (sha256: and 64 hex digits)`,
      );
  return new Map<string, string>(Object.entries(entries));
}

/**
 * The edit that pins a name, or null when the map does not know it. An action gets its commit, with the tag as a
 * comment where the line ends there, for whoever renews it; an image keeps its tag and gets the digest behind it.
 */
export function pinEdit({ name, start, end }: Pinnable, pins: Pins, text: string): Edit | null {
  const pin = pins.get(name);
  if (pin === undefined) return null;
  if (digest.test(pin)) return { start: end, end, text: `@${pin}` };
  const at = name.lastIndexOf('@');
  if (at === -1) return null;
  const tag = name.slice(at + 1);
  const endsLine = /^[ \t]*(\r?\n|$)/.test(text.slice(end));
  return { start: start + at + 1, end, text: endsLine ? `${pin} # ${tag}` : pin };
}
