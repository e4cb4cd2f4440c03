import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ignore from 'ignore';

/** Says which paths the project does not want scanned: `.bugheistignore` and the configuration's `exclude`, in gitignore syntax. */
export function excluder(root: string, patterns: readonly string[]): (path: string) => boolean {
  const own = ignoreFile(root, '.bugheistignore');
  if (own === null && patterns.length === 0) return () => false;
  const rules = ignore({ allowRelativePaths: true }).add([...patterns]);
  if (own !== null) rules.add(own);
  return (path) => rules.ignores(path);
}

/** The text of an ignore file at the root, or null when there is none. */
export function ignoreFile(root: string, name: string): string | null {
  try {
    return readFileSync(join(root, name), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return null;
    throw error;
  }
}
