import { makeIcon } from './parts/icon.ts';
import { filesOf, formTokenOf, upload } from './parts/upload.ts';

for (const drop of document.querySelectorAll<HTMLElement>('[data-file-drop]')) {
  const input = drop.querySelector<HTMLInputElement>('input[type=file]');
  const list = drop.querySelector<HTMLElement>('[data-files]');
  if (input && list) enhance(drop, input, list);
}

function enhance(drop: HTMLElement, input: HTMLInputElement, list: HTMLElement) {
  const to = drop.dataset['upload'];
  if (!to) {
    sendWithForm(drop, input, list);
    return;
  }
  const take = (files: File[]) => {
    for (const file of files) void send(drop, input, list, to, file);
  };
  input.addEventListener('change', () => {
    take([...(input.files ?? [])]);
    input.value = '';
  });
  whenDropped(drop, drop, take);
  list.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('[data-remove]') : null;
    if (!button) return;
    event.preventDefault();
    button.closest('li')?.remove();
    input.focus();
  });
}

/** Without an upload route files go with the form: chosen, or pasted and dropped anywhere in it. */
function sendWithForm(drop: HTMLElement, input: HTMLInputElement, list: HTMLElement) {
  let chosen: readonly File[] = [];
  const choose = (files: readonly File[]) => {
    chosen = input.multiple ? files : files.slice(-1);
    const transfer = new DataTransfer();
    for (const file of chosen) transfer.items.add(file);
    input.files = transfer.files;
    list.replaceChildren(
      ...chosen.map((file) => {
        const { item } = makeItem(file.name);
        const remove = makeRemoval(drop, file.name);
        remove.addEventListener('click', () => {
          choose(chosen.filter((one) => one !== file));
          input.focus();
        });
        item.append(remove);
        return item;
      }),
    );
  };
  const most = Number(drop.dataset['maxBytes'] ?? Number.POSITIVE_INFINITY);
  const add = (files: readonly File[]) => {
    choose([...chosen, ...files.filter(({ size }) => size <= most)]);
    for (const { name } of files.filter(({ size }) => size > most)) {
      const { item } = makeItem(name);
      fail(item, `${name}: ${drop.dataset['tooLarge']}`);
      list.append(item);
    }
  };
  input.addEventListener('change', () => add([...(input.files ?? [])]));
  const form = drop.closest('form');
  form?.addEventListener('paste', (event) => {
    const files = filesOf(event.clipboardData);
    if (files.length === 0) return;
    event.preventDefault();
    add(files);
  });
  whenDropped(form ?? drop, drop, add);
}

function whenDropped(area: HTMLElement, drop: HTMLElement, take: (files: File[]) => void) {
  const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
  for (const type of ['dragenter', 'dragover'] as const)
    area.addEventListener(type, (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      drop.toggleAttribute('data-over', true);
    });
  for (const type of ['dragleave', 'drop'] as const)
    area.addEventListener(type, () => drop.removeAttribute('data-over'));
  area.addEventListener('drop', (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    take(filesOf(event.dataTransfer));
  });
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
