/**
 * Keys of a page: `data-shortcut="c"` clicks a button or link or focuses a field; in a list with `data-rows` j and k
 * move, x selects, Enter opens; "?" shows the help. Nothing happens while somebody types; Escape leaves a field.
 */
const isTyping = (target: EventTarget | null): target is HTMLElement =>
  // A list of :is() forgives what a browser does not know, such as :open.
  target instanceof HTMLElement &&
  target.matches(':is(input:not([type=checkbox], [type=radio]), textarea, [contenteditable], select:open)');

const rows = () => [...document.querySelectorAll<HTMLElement>('[data-rows] > *')];
const current = () => rows().findIndex((row) => row.hasAttribute('data-current'));

function moveTo(index: number) {
  const all = rows();
  const row = all[Math.max(0, Math.min(all.length - 1, index))];
  if (!row) return;
  for (const other of all) other.removeAttribute('data-current');
  row.setAttribute('data-current', '');
  row.querySelector('a')?.focus({ preventScroll: true });
  row.scrollIntoView({ block: 'nearest' });
}

const keys: Record<string, () => void> = {
  j: () => moveTo(current() + 1),
  k: () => moveTo(current() - 1),
  x: () => rows()[current()]?.querySelector<HTMLInputElement>('input[type=checkbox]')?.click(),
  '?': () => document.getElementById('keyboard-help')?.togglePopover?.(),
};

function press(element: HTMLElement) {
  if (element.matches('input, textarea, select')) element.focus();
  else element.click();
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (isTyping(event.target)) {
    if (event.key === 'Escape') event.target.blur();
    return;
  }
  const named = [...document.querySelectorAll<HTMLElement>('[data-shortcut]')].find(
    (element) => element.dataset['shortcut'] === event.key,
  );
  const act = named ? () => press(named) : keys[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
