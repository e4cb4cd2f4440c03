import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Cases and corpora of others, kept beside the repository; tests that need them skip where they are absent. */
export const oracleRoot =
  process.env['BUGHEIST_SHARED'] ?? join(import.meta.dirname, '../../../../../shared');

export const hasOracle = (name: string) => existsSync(join(oracleRoot, 'oracles', name));

export function readOracle(name: string): unknown {
  return JSON.parse(readFileSync(join(oracleRoot, 'oracles', name), 'utf8'));
}
