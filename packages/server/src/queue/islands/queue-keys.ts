/** Walks the list by keyboard. Without it every row is a link and every control has its place in the tab order. */
const list = document.querySelector<HTMLElement>('[data-rows]');
const bulk = document.querySelector<HTMLElement>('[data-bulk]');

const actions: Record<string, () => void> = {
  j: () => move(1),
  k: () => move(-1),
  x: toggle,
  a: () => bulk?.querySelector<HTMLElement>('select')?.focus(),
  '/': () => document.querySelector<HTMLElement>('.filter-bar input[type=search]')?.focus(),
  '?': () => document.getElementById('keyboard-help')?.togglePopover(),
};

document.addEventListener('keydown', (event) => {
  const typing =
    event.target instanceof HTMLElement &&
    event.target.closest('input:not([type=checkbox]), textarea, select');
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (typing) {
    if (event.key === 'Escape' && typing instanceof HTMLElement) typing.blur();
    return;
  }
  const action = actions[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});

list?.addEventListener('change', mark);
mark();

function rows(): HTMLElement[] {
  return [...(list?.children ?? [])].filter((row) => row instanceof HTMLElement);
}

function current(): number {
  return rows().findIndex((row) => row.contains(document.activeElement));
}

function move(by: number): void {
  const all = rows();
  const to = Math.min(Math.max(current() + by, 0), all.length - 1);
  all[to]?.querySelector<HTMLElement>('a')?.focus();
}

function toggle(): void {
  const row = rows()[current()];
  const box = row?.querySelector<HTMLInputElement>('input[type=checkbox]');
  if (!box) return;
  box.checked = !box.checked;
  mark();
}

/** The bar stays in sight while something is selected. */
function mark(): void {
  bulk?.classList.toggle('queue-bulk-active', list?.querySelector('input:checked') !== null);
}
