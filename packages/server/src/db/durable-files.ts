import { fsyncSync } from 'node:fs';
import type { PGlite, PGliteOptions } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import { z } from 'zod';

type FileSystemOptions = Parameters<NodeFS['init']>[1];

/**
 * PGlite's directory file system with the operation it lacks: fsync. As shipped, PGlite 0.5.16 never calls it, so
 * a power cut can lose every write that the kernel had not written back by itself.
 */
export class DurableFiles extends NodeFS {
  /** How often PostgreSQL asked for an fsync and the kernel confirmed it. */
  synced = 0;

  override async init(pglite: PGlite, options: FileSystemOptions): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(pglite, options);
    const install = (module: unknown) => {
      const { stream_ops: operations } = hook.parse(module).NODEFS;
      operations.fsync = ({ nfd }) => {
        fsyncSync(nfd);
        this.synced++;
        return 0;
      };
    };
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), install] } };
  }
}

/** PGlite's start parameters without `-F` (which turns fsync off), and with a call that reaches our hook. */
export function startParameters(defaults: readonly string[]): NonNullable<PGliteOptions['startParams']> {
  // fdatasync, the default on Linux, is a no-op in PGlite's runtime.
  const settings = ['wal_sync_method=fsync', 'shared_buffers=16MB'];
  return [...defaults.filter((parameter) => parameter !== '-F'), ...settings.flatMap((one) => ['-c', one])];
}

// PGlite's own types leave these two unnamed; `nfd` is the descriptor its open() got from the kernel.
const operations = z.custom<{ fsync?: (stream: { nfd: number }) => number }>(
  (value) => typeof value === 'object' && value !== null && 'write' in value,
);
const hook = z.object({ NODEFS: z.object({ stream_ops: operations }) });
