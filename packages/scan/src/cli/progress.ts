import type { ScanIo } from './io.ts';

const fromFiles = 200;
const everyMs = 100;

/** A bar on a terminal for scans long enough to wonder about; silence everywhere else. */
export function progressBar(total: number, io: ScanIo): { show: (done: number) => void; clear: () => void } {
  if (!io.errIsTerminal || total < fromFiles || io.env['CI'])
    return { show: () => undefined, clear: () => undefined };
  let last = 0;
  return {
    show(done) {
      const now = performance.now();
      if (now - last < everyMs) return;
      last = now;
      const figures = `${done} of ${total} files`;
      // A line that the window breaks could not be taken back.
      const width = Math.min(30, (io.columns.err ?? 80) - figures.length - 2);
      if (width < 1) return;
      const filled = Math.round((done / total) * width);
      io.err(`\r${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${figures}\u001b[K`);
    },
    clear: () => io.err('\r\u001b[K'),
  };
}
