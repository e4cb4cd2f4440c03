import type { ScanIo } from './io.ts';

/** What is done sooner needs no bar. */
const fromMs = 400;
const everyMs = 100;

interface ProgressBar {
  show(done: number): void;
  clear(): void;
}

/** A bar on a terminal for scans long enough to wonder about; silence everywhere else. */
export function progressBar(total: number, noun: 'files' | 'commits', io: ScanIo): ProgressBar {
  if (!io.errIsTerminal || io.env['CI']) return { show: () => undefined, clear: () => undefined };
  let next = io.now().getTime() + fromMs;
  let isShown = false;
  return {
    show(done) {
      const now = io.now().getTime();
      if (now < next) return;
      next = now + everyMs;
      const figures = `${done} of ${total} ${noun}`;
      // A line that the window breaks could not be taken back.
      const width = Math.min(30, (io.columns.err ?? 80) - figures.length - 2);
      if (width < 1) return;
      isShown = true;
      const filled = Math.round((done / total) * width);
      io.err(`\r${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${figures}\u001b[K`);
    },
    clear() {
      if (isShown) io.err('\r\u001b[K');
      isShown = false;
    },
  };
}
