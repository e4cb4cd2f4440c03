/**
 * Text that cannot move a terminal's cursor, hide itself, turn the line around or start a new one:
 * file names and code come from whoever wrote the scanned files.
 */
export function printable(text: string): string {
  return text.toWellFormed().replace(/[\p{Cc}\p{Bidi_Control}\ufeff]/gu, (character) => {
    if (character === '\t') return ' ';
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
