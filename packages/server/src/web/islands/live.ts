import { keepTyped, restoreTyped } from './parts/typed.ts';

/**
 * Says that the page is out of date, quietly. To show what changed loads the page again with everything typed still
 * there. Only the tab in sight is connected: a browser has few connections for one site.
 */
const bar = document.querySelector<HTMLElement>('[data-live]');
if (bar) watch(bar, bar.dataset['live'] ?? '');
restoreTyped();

function watch(bar: HTMLElement, stream: string): void {
  let source: EventSource | null = null;
  let since = stream;
  let last = '';
  let shown = 0;
  let base = 0;
  const connect = () => {
    if (source || document.hidden) return;
    source = new EventSource(since);
    // On every connection the server counts anew, from the last change it told.
    source.addEventListener('open', () => {
      base = shown;
    });
    source.addEventListener('changed', (event) => {
      const { count } = countOf(event.data);
      shown = base + count;
      last = event.lastEventId;
      show(bar, shown);
    });
  };
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) return connect();
    source?.close();
    source = null;
    if (last) since = withSince(stream, last);
  });
  bar.querySelector('a')?.addEventListener('click', (event) => {
    // Chosen files cannot be kept over a reload: look at the changes in another tab then.
    if (!keepTyped()) (event.currentTarget as HTMLAnchorElement).target = '_blank';
  });
  connect();
}

function withSince(stream: string, id: string): string {
  const url = new URL(stream, location.href);
  url.searchParams.set('since', id);
  return url.pathname + url.search;
}

function countOf(data: string): { count: number } {
  const told: unknown = JSON.parse(data);
  return typeof told === 'object' && told !== null && 'count' in told && typeof told.count === 'number'
    ? { count: told.count }
    : { count: 0 };
}

function show(bar: HTMLElement, count: number): void {
  const text = bar.querySelector('[data-live-text]');
  if (!text || count === 0) return;
  text.textContent =
    (count === 1 ? bar.dataset['one'] : bar.dataset['other'])?.replace('#', String(count)) ?? '';
  bar.hidden = false;
}
