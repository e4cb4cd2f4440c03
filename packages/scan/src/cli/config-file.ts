import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { type Config, emptyConfig, parseConfig, UsageError } from '../config/config.ts';
import { fileFailure } from '../file-failure.ts';
import type { Options } from './options.ts';

const defaultName = 'bugheist.config.json';

/** The configuration named by --config, or the one at the root of what is scanned, or an empty one. */
export function loadConfig(options: Options, root: string, cwd: string): Config {
  if (options.noConfig) return emptyConfig;
  if (options.config !== null) {
    const text = readText(resolve(cwd, options.config));
    if (text === null) throw new UsageError(`--config ${options.config}: there is no such file`);
    return parseConfig(text, basename(options.config));
  }
  const text = readText(join(root, defaultName));
  return text === null ? emptyConfig : parseConfig(text, defaultName);
}

/** The text of a file, or null when there is none. Throws UsageError when it is there and cannot be read. */
export function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return null;
    const why = fileFailure(error);
    if (why === null) throw error;
    throw new UsageError(`${path} could not be read: ${why}`, { cause: error });
  }
}
