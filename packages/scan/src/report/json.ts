import type { ScanResult } from '../engine/result.ts';

/** The document that `--upload` sends and tools read. `schema` changes when a field changes its meaning. */
export function jsonDocument({ tool, hits, suppressed, notes, skipped, stats }: ScanResult): object {
  return { schema: 'bugheist-scan/1', tool, hits, suppressed, notes, skipped, stats };
}

export const jsonReport = (result: ScanResult): string =>
  `${JSON.stringify(jsonDocument(result), null, 2)}\n`;
