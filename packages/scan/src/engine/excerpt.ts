import type { SourceFile } from './file.ts';
import type { Caret } from './outcome.ts';

const maxLength = 300;
/** How much of what stands before the place is shown on a line that is too long. */
const leadIn = 100;
/** How much of a line is looked at on either side of a place: some are megabytes long. */
const reach = 4000;

/** The line of a place as it may be shown, and where in it the place stands; null when a secret crosses its ends. */
export function excerptOf(
  file: SourceFile,
  { start, end }: { start: number; end: number },
  veil: (text: string) => string,
): { text: string; caret: Caret | null } {
  const { line: number, column } = file.positionAt(start);
  const line = file.line(number);
  const from = Math.min(column - 1, line.length);
  const to = Math.min(from + Math.max(0, end - start), line.length, from + reach);
  const left = Math.max(0, from - reach);
  const right = Math.min(line.length, to + reach);
  const before = veil(line.slice(left, from)).trimStart();
  const inside = veil(line.slice(from, to));
  const text = before + inside + veil(line.slice(to, right)).trimEnd();
  const whole = veil(line.slice(left, right)).trim();
  if (text !== whole) return { text: window(whole, 0), caret: null };
  const skipped = text.length <= maxLength ? 0 : Math.max(0, before.length - leadIn);
  const mark = skipped > 0 ? 1 : 0;
  return {
    text: window(text, skipped),
    caret: {
      from: before.length - skipped + mark,
      to: Math.min(before.length + inside.length - skipped, maxLength) + mark,
    },
  };
}

function window(text: string, from: number): string {
  const shown = text.slice(from, from + maxLength).toWellFormed();
  return `${from > 0 ? '…' : ''}${shown}${from + maxLength < text.length ? '…' : ''}`;
}
