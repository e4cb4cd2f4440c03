/** Draws the page anew when something happened, but never under somebody's hands. */
const live = document.querySelector<HTMLElement>('[data-live]');
const atMostEveryMs = 10_000;
const opened = Date.now();
let waiting = false;

function isInUse(): boolean {
  const selected = document.getSelection();
  const focused = document.activeElement;
  return (
    document.hidden ||
    document.querySelector('details[open]') !== null ||
    (selected !== null && !selected.isCollapsed) ||
    (focused !== null && focused !== document.body && focused !== live)
  );
}

function redraw(): void {
  if (waiting) return;
  waiting = true;
  const wait = Math.max(1000, atMostEveryMs - (Date.now() - opened));
  setTimeout(function attempt() {
    if (isInUse()) setTimeout(attempt, 2000);
    else location.reload();
  }, wait);
}

if (live?.dataset['live']) {
  const news = new EventSource(live.dataset['live']);
  news.addEventListener('changed', redraw);
  // The words "2 minutes ago" grow old by themselves.
  setTimeout(redraw, 60_000);
}
