import type { Change } from './markdown-edit.ts';

/** Through the browser's own editing, so that undo keeps working; directly where it declines. */
export function apply(field: HTMLTextAreaElement, { from, to, insert: text, start, end }: Change) {
  field.focus();
  field.setSelectionRange(from, to);
  if (!document.execCommand('insertText', false, text)) field.setRangeText(text, from, to, 'end');
  field.setSelectionRange(start, end);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/** At the cursor. */
export function insert(field: HTMLTextAreaElement, text: string) {
  const at = field.selectionEnd;
  apply(field, { from: at, to: at, insert: text, start: at + text.length, end: at + text.length });
}
