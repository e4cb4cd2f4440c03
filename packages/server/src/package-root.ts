import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The folder of the server's package. Files shipped beside the code (migrations, assets, demo) are found from here, because
 * the same module runs from `src`, from `dist` and inside the bundled program.
 */
export const packageRoot = above(import.meta.dirname);

/** This program's version, as its package says. */
export const version: string = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')).version;

function above(directory: string): string {
  if (existsSync(join(directory, 'package.json'))) return directory;
  const parent = dirname(directory);
  if (parent === directory)
    throw new Error(`Expected a package.json above ${import.meta.dirname}: install BugHeist again.`);
  return above(parent);
}
