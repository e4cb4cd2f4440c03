import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Tree } from '../walk/tree.ts';
import { addOutcome, emptyOutcome, type Outcome } from './outcome.ts';
import type { ScanOptions } from './scan.ts';

export interface Task {
  readonly chunk: readonly string[];
}
export interface ThreadSetup {
  readonly root: string;
  readonly settings: ScanOptions['settings'];
  readonly limits: ScanOptions['limits'];
}

/** Run from the sources, as the tests are, a thread must find the other packages' sources, too. */
const extension = extname(import.meta.url);

/** Spreads chunks of paths over threads that read and check for themselves; each asks for the next when done. */
export async function passInThreads(
  tree: Tree,
  chunks: readonly string[][],
  threads: number,
  { settings, limits, progress }: ScanOptions,
): Promise<Outcome> {
  const outcome = emptyOutcome();
  const setup: ThreadSetup = { root: tree.root, settings, limits };
  let next = 0;
  let done = 0;
  const runThread = () =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(new URL(`./thread${extension}`, import.meta.url), {
        workerData: setup,
        // Most of a scan is garbage soon; a small nursery keeps the sum over the threads small.
        resourceLimits: { maxYoungGenerationSizeMb: 8 },
        execArgv: extension === '.ts' ? ['--conditions=source'] : [],
      });
      let chunk: readonly string[] | undefined;
      const feed = () => {
        chunk = chunks[next++];
        if (chunk) worker.postMessage({ chunk } satisfies Task);
        else void worker.terminate().then(() => resolve());
      };
      worker.on('message', (part: Outcome) => {
        addOutcome(outcome, part);
        done += chunk?.length ?? 0;
        progress?.(done);
        feed();
      });
      worker.on('error', reject);
      feed();
    });
  await Promise.all(Array.from({ length: threads }, runThread));
  return outcome;
}
