/** East Asian letters and emoji take two columns of a terminal, marks that join a letter none. Source: UAX #11. */
const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60]/u;
const joined = /[\p{Mn}\p{Me}\p{Cf}]/u;

/** How many columns of a terminal a text without control characters takes. */
export function columnsOf(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  let columns = 0;
  for (const character of text) columns += joined.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return columns;
}

/** At most so many columns of a text, with a mark where it was cut. */
export function cut(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  let shown = '';
  let left = columns - 1;
  for (const character of text) {
    left -= columnsOf(character);
    if (left < 0) break;
    shown += character;
  }
  return `${shown.replace(/…+$/, '')}…`;
}

/** Lines of at most so many columns, broken at spaces; null: one line. A longer word has a line of its own. */
export function wrapped(text: string, columns: number | null): string[] {
  if (columns === null) return [text];
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && columnsOf(longer) > columns) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}
