/**
 * Gives the queue's own controls their keys, which the island `shortcuts` presses, and keeps the bulk bar in sight
 * while something is selected.
 */
const list = document.querySelector<HTMLElement>('[data-queue] [data-rows]');
const bulk = document.querySelector<HTMLElement>('[data-bulk]');

bulk?.querySelector('select')?.setAttribute('data-shortcut', 'a');
document.querySelector('.filter-bar input[type=search]')?.setAttribute('data-shortcut', '/');
list?.addEventListener('change', mark);
mark();

function mark(): void {
  const selected = list?.querySelector('input:checked') ?? null;
  bulk?.classList.toggle('queue-bulk-active', selected !== null);
}
