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
      const filled = Math.round((done / total) * 30);
      io.err(`\r${'█'.repeat(filled)}${'░'.repeat(30 - filled)} ${done} of ${total} files`);
    },
    clear: () => io.err('\r\u001b[K'),
  };
}
