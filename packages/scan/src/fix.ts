import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from './config/config.ts';
import { SourceFile } from './engine/file.ts';
import type { RawHit } from './engine/outcome.ts';
import type { Edit } from './engine/rule.ts';
import { type Pins, pinEdit } from './pins.ts';
import type { Tree } from './walk/tree.ts';

/** Makes the safe changes that hits carry, and pins names that the map knows; returns the hits that remain. */
export function applyEdits(
  tree: Tree,
  hits: readonly RawHit[],
  pins: Pins = new Map(),
): { left: readonly RawHit[]; fixed: number } {
  if (tree.source !== 'disk') throw new UsageError('--fix changes files, so it does not go with --staged');
  const fixed = new Set<RawHit>();
  const fixable = hits.filter(({ edit, pin }) => edit !== undefined || (pin && pins.has(pin.name)));
  for (const [path, ofFile] of Map.groupBy(fixable, ({ hit }) => hit.path))
    for (const done of fixFile(tree, path, ofFile, pins)) fixed.add(done);
  return { left: hits.filter((hit) => !fixed.has(hit)), fixed: fixed.size };
}

/** From the end, so that offsets stay true; of two edits that overlap the earlier one waits for the next run. */
function fixFile(tree: Tree, path: string, hits: readonly RawHit[], pins: Pins): RawHit[] {
  const read = tree.read(path, Number.MAX_SAFE_INTEGER);
  const absolute = join(tree.root, path);
  const raw = 'bytes' in read ? readFileSync(absolute) : null;
  const file = raw && new SourceFile(path, raw);
  // Only plain UTF-8 goes back exactly as it came.
  if (!file || raw.compare(Buffer.from(file.text)) !== 0) return [];
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
  writeFileSync(absolute, text);
  return done;
}

const lastFirst = (a: { edit: Edit }, b: { edit: Edit }): number => b.edit.start - a.edit.start;
