/**
 * Text that cannot move a terminal's cursor, hide itself, turn the line around or start a new one:
 * file names and code come from whoever wrote the scanned files.
 */
export function printable(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Bidi_Control}\ufeff]/gu, (character) => {
      if (character === '\t') return ' ';
      return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
    })
    .replace(ciCommand, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}${sign.slice(1)}`);
}

/**
 * What the log of a build would be obeyed by its runner: `::error::` at the start of a line, `##[…]` and `##vso[…]`
 * anywhere. Sources: actions/runner, ActionCommand.cs; Azure Pipelines, logging commands.
 */
const ciCommand = /^\s*::(?=[a-z])|##(?=\[|vso\[)/g;
