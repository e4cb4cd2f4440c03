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
  /** Why the database can no longer promise that a commit lasts; it must not be used any more. */
  failure: Error | null = null;

  override async init(pglite: PGlite, options: FileSystemOptions): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(pglite, options);
    const install = (module: unknown) => this.#install(hook.parse(module).NODEFS.stream_ops);
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), install] } };
  }

  #install(operations: StreamOperations): void {
    operations.fsync = ({ nfd, path }) => {
      try {
        fsyncSync(nfd);
      } catch (error) {
        throw this.#fail(error, path);
      }
      this.synced++;
      return 0;
    };
    const { write } = operations;
    operations.write = (stream, ...rest) => {
      try {
        return write(stream, ...rest);
      } catch (error) {
        throw isLog(stream.path) ? this.#fail(error, stream.path) : error;
      }
    };
  }

  // PostgreSQL answers a lost log write by ending its process, which in PGlite's runtime is an endless loop. An
  // exception the runtime does not know unwinds out of it instead.
  #fail(cause: unknown, path: string): Error {
    this.failure ??= new Error(`The disk refused to keep ${path}.`, { cause });
    return this.failure;
  }
}

const isLog = (path: string) => path.includes('/pg_wal/');

/** PGlite's start parameters without `-F` (which turns fsync off), and with a call that reaches our hook. */
export function startParameters(defaults: readonly string[]): NonNullable<PGliteOptions['startParams']> {
  // fdatasync, the default on Linux, is a no-op in PGlite's runtime.
  const settings = ['wal_sync_method=fsync', 'shared_buffers=16MB'];
  return [...defaults.filter((parameter) => parameter !== '-F'), ...settings.flatMap((one) => ['-c', one])];
}

// PGlite's own types leave these unnamed; `nfd` is the descriptor its open() got from the kernel.
interface Stream {
  nfd: number;
  path: string;
}
interface StreamOperations {
  write(stream: Stream, ...rest: unknown[]): number;
  fsync?: (stream: Stream) => number;
}
const operations = z.custom<StreamOperations>(
  (value) => typeof value === 'object' && value !== null && 'write' in value && !('fsync' in value),
);
const hook = z.object({ NODEFS: z.object({ stream_ops: operations }) });
