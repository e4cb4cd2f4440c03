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

/**
 * A nursery large enough that most of a file's tree dies in it. The limit makes V8 grow a thread's heap by half, not
 * to four times what lives, between collections: many threads fit where one would have. No file is known to need it all.
 */
const heapOf = (maxMegabytes: number) => ({
  maxYoungGenerationSizeMb: 24,
  maxOldGenerationSizeMb: maxMegabytes,
});

/** Spreads chunks of paths over threads that read and check for themselves; each asks for the next when done. */
export async function passInThreads(
  tree: Tree,
  chunks: readonly string[][],
  threads: number,
  { settings, limits, progress }: ScanOptions,
): Promise<Outcome> {
  const outcome = emptyOutcome();
  const setup: ThreadSetup = { root: tree.root, settings, limits };
  const waiting = chunks.toReversed();
  let done = 0;
  const advance = (files: number) => {
    done += files;
    progress?.(done);
  };
  const runThread = () =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(new URL(`./thread${extension}`, import.meta.url), {
        workerData: setup,
        resourceLimits: heapOf(limits.maxThreadMegabytes),
        execArgv: extension === '.ts' ? ['--conditions=source'] : [],
      });
      let chunk: readonly string[] = [];
      const feed = () => {
        const next = waiting.pop();
        chunk = next ?? [];
        if (next) worker.postMessage({ chunk } satisfies Task);
        else void worker.terminate().then(() => resolve());
      };
      worker.on('message', (part: Outcome) => {
        addOutcome(outcome, part);
        advance(chunk.length);
        feed();
      });
      worker.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code !== 'ERR_WORKER_OUT_OF_MEMORY') return reject(error);
        // One file of the chunk was too much: alone, each of the others passes.
        if (chunk.length > 1) waiting.push(...chunk.map((path) => [path]));
        else {
          const reason = `needs more than ${limits.maxThreadMegabytes} MB of memory and was given up`;
          for (const path of chunk) outcome.skipped.push({ path, reason });
          advance(chunk.length);
        }
        runThread().then(resolve, reject);
      });
      feed();
    });
  await Promise.all(Array.from({ length: threads }, runThread));
  return outcome;
}
