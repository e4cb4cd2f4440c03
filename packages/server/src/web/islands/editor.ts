import { makeIcon } from './parts/icon.ts';
import { type Change, type Edit, makeLink, prefixLines, surround } from './parts/markdown-edit.ts';
import { makePreview } from './parts/preview.ts';
import { apply, insert } from './parts/type-into.ts';
import { filesOf, formTokenOf, upload } from './parts/upload.ts';

const tools: readonly [icon: string, word: string, change: (edit: Edit) => Change, key?: string][] = [
  ['bold', 'bold', (edit) => surround(edit, '**'), 'b'],
  ['italic', 'italic', (edit) => surround(edit, '_'), 'i'],
  ['heading', 'heading', (edit) => prefixLines(edit, '## ')],
  ['link', 'link', makeLink, 'k'],
  ['quote', 'quote', (edit) => prefixLines(edit, '> ')],
  ['code', 'code', (edit) => surround(edit, '`'), 'e'],
  ['list', 'bulletList', (edit) => prefixLines(edit, '- ')],
  ['list-ordered', 'numberedList', (edit) => prefixLines(edit, '1. ')],
];

for (const editor of document.querySelectorAll<HTMLElement>('[data-editor]')) {
  const field = editor.querySelector('textarea');
  if (field) enhance(editor, field);
}

function enhance(editor: HTMLElement, field: HTMLTextAreaElement) {
  const word = (name: string) => editor.dataset[name] ?? '';
  const bar = document.createElement('div');
  bar.className = 'editor-bar';
  const toolbar = document.createElement('div');
  toolbar.className = 'editor-tools';
  toolbar.role = 'group';
  toolbar.ariaLabel = word('tools');
  const status = document.createElement('p');
  status.className = 'editor-status';
  status.role = 'status';

  for (const [icon, name, change, key] of tools) {
    const button = makeButton('tool-link', () => apply(field, change(editOf(field))));
    button.ariaLabel = word(name);
    button.title = key ? `${word(name)} (Ctrl ${key.toUpperCase()})` : word(name);
    button.append(makeIcon(word('icons'), icon));
    toolbar.append(button);
  }
  field.addEventListener('keydown', (event) => {
    const tool = tools.find(([, , , key]) => key === event.key);
    if (!tool || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    apply(field, tool[2](editOf(field)));
  });

  if (word('preview')) bar.append(makeTabs(editor, field, toolbar));
  bar.append(toolbar);
  field.before(bar);
  field.after(status);
  if (word('upload')) takeFiles(editor, field, toolbar, status);
}

function makeTabs(editor: HTMLElement, field: HTMLTextAreaElement, toolbar: HTMLElement): HTMLElement {
  const preview = makePreview(editor, field);
  const list = document.createElement('div');
  list.className = 'editor-tabs';
  const show = (previewing: boolean) => {
    write.ariaPressed = String(!previewing);
    read.ariaPressed = String(previewing);
    field.hidden = previewing;
    toolbar.hidden = previewing;
    preview.element.hidden = !previewing;
    if (previewing) preview.load();
    else field.focus();
  };
  const write = makeButton('editor-tab', () => show(false));
  write.textContent = editor.dataset['writeWord'] ?? '';
  write.ariaPressed = 'true';
  const read = makeButton('editor-tab', () => show(true));
  read.textContent = editor.dataset['previewWord'] ?? '';
  read.ariaPressed = 'false';
  // A required field that is hidden would stop the form without a word.
  field.form?.addEventListener('submit', () => show(false), { capture: true });
  field.addEventListener('invalid', () => show(false));
  list.append(write, read);
  field.after(preview.element);
  return list;
}

function takeFiles(
  editor: HTMLElement,
  field: HTMLTextAreaElement,
  toolbar: HTMLElement,
  status: HTMLElement,
) {
  const to = editor.dataset['upload'] ?? '';
  const send = async (files: readonly File[]) => {
    for (const file of files) {
      const placeholder = `![${file.name}…]()`;
      insert(field, `${placeholder}\n`);
      status.textContent = `${editor.dataset['uploading']} ${file.name}`;
      try {
        const stored = await upload(to, formTokenOf(field), file, (ratio) => {
          status.textContent = `${editor.dataset['uploading']} ${file.name} ${Math.round(ratio * 100)} %`;
        });
        const name = stored.name.replace(/[[\]\\]/g, '\\$&');
        replace(field, placeholder, `${stored.image ? '!' : ''}[${name}](${stored.url})`);
        status.textContent = '';
      } catch (error) {
        replace(field, `${placeholder}\n`, '');
        const detail = error instanceof Error ? error.message : '';
        status.textContent = detail || `${file.name}: ${editor.dataset['uploadFailed']}`;
      }
    }
  };
  const picker = document.createElement('input');
  picker.type = 'file';
  picker.multiple = true;
  picker.hidden = true;
  picker.accept = editor.dataset['accept'] ?? '';
  picker.addEventListener('change', async () => {
    await send([...(picker.files ?? [])]);
    picker.value = '';
  });
  const button = makeButton('tool-link', () => picker.click());
  button.ariaLabel = editor.dataset['attach'] ?? '';
  button.title = editor.dataset['attach'] ?? '';
  button.append(makeIcon(editor.dataset['icons'] ?? '', 'image'), picker);
  toolbar.append(button);

  const take = (event: Event, files: File[]) => {
    if (files.length === 0) return;
    event.preventDefault();
    void send(files);
  };
  field.addEventListener('paste', (event) => take(event, filesOf(event.clipboardData)));
  field.addEventListener('drop', (event) => take(event, filesOf(event.dataTransfer)));
}

function makeButton(name: string, onClick: () => void): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = name;
  button.addEventListener('click', onClick);
  return button;
}

const editOf = (field: HTMLTextAreaElement): Edit => ({
  text: field.value,
  start: field.selectionStart,
  end: field.selectionEnd,
});

function replace(field: HTMLTextAreaElement, before: string, after: string) {
  const at = field.value.indexOf(before);
  if (at === -1) return;
  field.setRangeText(after, at, at + before.length, 'preserve');
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
