import { makeIcon } from './parts/icon.ts';
import { filesOf, formTokenOf, upload } from './parts/upload.ts';

for (const drop of document.querySelectorAll<HTMLElement>('[data-file-drop]')) {
  const input = drop.querySelector<HTMLInputElement>('input[type=file]');
  const list = drop.querySelector<HTMLElement>('[data-files]');
  if (input && list) enhance(drop, input, list);
}

function enhance(drop: HTMLElement, input: HTMLInputElement, list: HTMLElement) {
  const to = drop.dataset['upload'];
  const take = (files: File[]) => {
    if (files.length === 0) return;
    if (to) for (const file of files) void send(drop, input, list, to, file);
    else listChosen(input, list, files);
  };
  input.addEventListener('change', () => {
    take([...(input.files ?? [])]);
    if (to) input.value = '';
  });
  for (const type of ['dragenter', 'dragover'])
    drop.addEventListener(type, (event) => {
      event.preventDefault();
      drop.toggleAttribute('data-over', true);
    });
  for (const type of ['dragleave', 'drop'])
    drop.addEventListener(type, () => drop.removeAttribute('data-over'));
  drop.addEventListener('drop', (event) => {
    event.preventDefault();
    if (!to && event.dataTransfer) input.files = event.dataTransfer.files;
    take(filesOf(event.dataTransfer));
  });
  list.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('[data-remove]') : null;
    if (!button || !to) return;
    event.preventDefault();
    button.closest('li')?.remove();
    input.focus();
  });
}

/** Without an upload route the browser sends the files with the form; all there is to show is which. */
function listChosen(input: HTMLInputElement, list: HTMLElement, files: readonly File[]) {
  list.replaceChildren(
    ...(input.multiple ? files : files.slice(0, 1)).map((file) => makeItem(file.name).item),
  );
}

async function send(drop: HTMLElement, input: HTMLInputElement, list: HTMLElement, to: string, file: File) {
  const { item, progress } = makeItem(file.name);
  list.append(item);
  const most = Number(drop.dataset['maxBytes'] ?? Number.POSITIVE_INFINITY);
  if (file.size > most) {
    fail(item, `${file.name}: ${drop.dataset['tooLarge']}`);
    return;
  }
  item.append(progress);
  try {
    const stored = await upload(to, formTokenOf(input), file, (ratio) => {
      progress.value = ratio;
    });
    const kept = document.createElement('input');
    kept.type = 'hidden';
    kept.name = drop.dataset['keptName'] ?? 'attachments';
    kept.value = stored.id;
    progress.replaceWith(kept, makeRemoval(drop, stored.name));
  } catch (error) {
    const detail = error instanceof Error ? error.message : '';
    fail(item, detail || `${file.name}: ${drop.dataset['uploadFailed']}`);
  }
}

function makeItem(name: string) {
  const item = document.createElement('li');
  const label = document.createElement('span');
  label.textContent = name;
  item.append(label);
  const progress = document.createElement('progress');
  progress.max = 1;
  progress.ariaLabel = name;
  return { item, progress };
}

function makeRemoval(drop: HTMLElement, name: string): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'tool-link';
  button.dataset['remove'] = '';
  button.ariaLabel = `${drop.dataset['removeWord']} ${name}`;
  button.append(makeIcon(drop.dataset['icons'] ?? '', 'x'));
  return button;
}

function fail(item: HTMLElement, message: string) {
  const text = document.createElement('p');
  text.role = 'alert';
  text.className = 'field-error';
  text.textContent = message;
  item.replaceChildren(text);
}
