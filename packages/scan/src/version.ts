import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** The version of this package, as its package.json says it. */
export function version(): string {
  // By the package's name: the bundled program lies deeper than this file.
  const path = createRequire(import.meta.url).resolve('@bugheist/scan/package.json');
  const manifest: unknown = JSON.parse(readFileSync(path, 'utf8'));
  const found =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : '';
  return String(found);
}
