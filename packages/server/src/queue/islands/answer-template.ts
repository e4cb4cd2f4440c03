import { insert } from '../../web/islands/parts/type-into.ts';

/** Writes a template into the answer where the cursor is, so that nothing typed and no chosen file is lost. */
for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-template]')) {
  const field = button.form?.querySelector('textarea');
  if (!field) continue;
  button.addEventListener('click', (event) => {
    event.preventDefault();
    insert(field, apart(field, button.dataset['template'] ?? ''));
  });
}

/** The template as a paragraph of its own. */
function apart({ value, selectionEnd }: HTMLTextAreaElement, text: string): string {
  const before = value.slice(0, selectionEnd).trimEnd() === '' ? '' : '\n\n';
  const after = value.slice(selectionEnd).trim() === '' ? '' : '\n\n';
  return `${before}${text.trim()}${after}`;
}
