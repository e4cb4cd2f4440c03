import { resolve } from 'node:path';
import { defaultIndexPath, type IndexLocation } from '../advisory-index/index-path.ts';
import { type Config, UsageError } from '../config/config.ts';
import type { ScanIo } from './io.ts';
import type { Options } from './options.ts';

/** Which index a scan uses: the options', then the project's, then BUGHEIST_ADVISORIES, then this machine's own. */
export function indexLocation(
  { advisories, advisoriesKey }: Pick<Options, 'advisories' | 'advisoriesKey'>,
  config: Config,
  root: string,
  io: ScanIo,
): IndexLocation {
  if (advisoriesKey !== null && Buffer.from(advisoriesKey, 'base64').length !== 32)
    throw new UsageError('--advisories-key is no Ed25519 public key: bugheist scan db status shows it');
  const key = advisoriesKey ?? config.advisories?.key ?? null;
  if (advisories !== null) return { path: resolve(io.cwd, advisories), key };
  if (config.advisories?.index != null) return { path: resolve(root, config.advisories.index), key };
  const named = io.env['BUGHEIST_ADVISORIES'];
  return { path: named ? resolve(io.cwd, named) : defaultIndexPath(io.env), key };
}
