import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from './config/config.ts';
import { SourceFile } from './engine/file.ts';
import type { RawHit } from './engine/outcome.ts';
import type { Note } from './engine/result.ts';
import type { Edit } from './engine/rule.ts';
import { fileFailure } from './file-failure.ts';
import { type Pins, pinEdit } from './pins.ts';
import type { Tree } from './walk/tree.ts';

export interface Fixed {
  /** The hits that remain. */
  readonly left: readonly RawHit[];
  readonly fixed: number;
  /** What was changed, and what could not be. */
  readonly notes: readonly Note[];
}

/** Makes the safe changes that hits carry, and pins names that the map knows. */
export function applyEdits(tree: Tree, hits: readonly RawHit[], pins: Pins = new Map()): Fixed {
  if (tree.source !== 'disk') throw new UsageError('--fix changes files, so it does not go with --staged');
  const fixed = new Set<RawHit>();
  const notes: Note[] = [];
  const fixable = hits.filter(({ edit, pin }) => edit !== undefined || (pin && pins.has(pin.name)));
  for (const [path, ofFile] of Map.groupBy(fixable, ({ hit }) => hit.path)) {
    const outcome = fixFile(tree, path, ofFile, pins);
    if (typeof outcome === 'string') notes.push({ path, line: 1, message: `not changed: ${outcome}` });
    else
      for (const raw of outcome) {
        fixed.add(raw);
        notes.push({
          path,
          line: raw.hit.startLine,
          message: `changed: ${raw.hit.message} (${raw.hit.ruleId})`,
        });
      }
  }
  return { left: hits.filter((hit) => !fixed.has(hit)), fixed: fixed.size, notes };
}

/**
 * The hits whose change was made, or why none was. From the end, so that offsets stay true; of two edits that overlap
 * the earlier one waits for the next run.
 */
function fixFile(tree: Tree, path: string, hits: readonly RawHit[], pins: Pins): RawHit[] | string {
  const read = tree.read(path, Number.MAX_SAFE_INTEGER);
  const absolute = join(tree.root, path);
  const raw = 'bytes' in read ? readFileSync(absolute) : null;
  const file = raw && new SourceFile(path, raw);
  if (!file) return 'it is gone';
  if (raw.compare(Buffer.from(file.text)) !== 0)
    return 'it is not plain UTF-8, which alone goes back exactly as it came';
  if (!hits.every((hit) => isAsScanned(hit, file))) return 'it changed while it was scanned';
  let { text } = file;
  let limit = text.length;
  const done: RawHit[] = [];
  const byStart = hits
    .flatMap((raw) => {
      const edit = raw.edit ?? (raw.pin && pinEdit(raw.pin, pins, file.text));
      return edit ? [{ raw, edit }] : [];
    })
    .sort(lastFirst);
  for (const { raw, edit } of byStart) {
    if (edit.end > limit) continue;
    text = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
    limit = edit.start;
    done.push(raw);
  }
  try {
    writeFileSync(absolute, text);
  } catch (error) {
    const why = fileFailure(error);
    if (why === null) throw error;
    return why;
  }
  return done;
}

/** Offsets mean nothing in another text than the one they were found in. */
const isAsScanned = ({ hit, caret }: RawHit, file: SourceFile): boolean =>
  caret === undefined || file.line(hit.startLine).includes(hit.evidence.replace(/^…|…$/g, ''));

const lastFirst = (a: { edit: Edit }, b: { edit: Edit }): number => b.edit.start - a.edit.start;
