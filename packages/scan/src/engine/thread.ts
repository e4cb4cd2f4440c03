import { parentPort, workerData } from 'node:worker_threads';
import { diskReader } from '../walk/read.ts';
import { passOver } from './pass.ts';
import type { Task, ThreadSetup } from './threads.ts';

// Started by threads.ts alone, which passes exactly this.
const { root, settings, limits } = workerData as ThreadSetup;
const read = diskReader(root);

parentPort?.on('message', async ({ chunk }: Task) => {
  parentPort?.postMessage(await passOver(chunk, read, settings, limits));
});
