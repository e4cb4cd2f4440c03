import type { Hit } from '../engine/hit.ts';
import type { Caret } from '../engine/outcome.ts';
import type { Paint } from './paint.ts';
import { printable } from './printable.ts';
import { columnsOf, cut } from './text-width.ts';

/** The source line of a hit with its place underlined, in at most so many columns; nothing when the message says it all. */
export function codeFrame(hit: Hit, caret: Caret | undefined, columns: number, paint: Paint): string[] {
  if (hit.evidence === '' || hit.message.includes(hit.evidence)) return [];
  const { from, to } = caret ?? { from: 0, to: 0 };
  const before = printable(hit.evidence.slice(0, from));
  const inside = printable(hit.evidence.slice(from, to));
  const after = printable(hit.evidence.slice(to));
  const bar = paint('dim', '│');
  if (inside === '' || before + after === '')
    return [`${bar} ${paint('dim', cut(before + inside + after, columns))}`];
  const lead = headOf(before, columns, inside);
  const line = cut(lead + inside + after, columns);
  const placeEnd = lead.length + inside.length;
  const place = line.slice(lead.length, placeEnd);
  return [
    `${bar} ${paint('dim', lead)}${place}${paint('dim', line.slice(placeEnd))}`,
    `${bar} ${' '.repeat(columnsOf(lead))}${paint(hit.severity, '^'.repeat(columnsOf(place)))}`,
  ];
}

/** The end of what stands before the place, so that the place itself is always seen. */
function headOf(before: string, columns: number, inside: string): string {
  const room = Math.max(10, columns - Math.min(columnsOf(inside), Math.floor(columns / 2)) - 2);
  if (columnsOf(before) <= room) return before;
  let shown = '';
  for (const character of [...before].reverse()) {
    if (columnsOf(shown) + columnsOf(character) >= room) break;
    shown = character + shown;
  }
  return `…${shown}`;
}
