import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../../..');
const places = [
  process.env['BUGHEIST_ORACLES'],
  join(root, '../shared/oracles'),
  join(root, '../../shared/oracles'),
];

/**
 * The path of a foreign test corpus, or null on machines without it: tests then skip visibly.
 * The corpora are for measuring only and never enter this repository.
 */
export function oraclePath(name: string): string | null {
  const paths = places.filter((place) => place !== undefined).map((place) => join(place, name));
  return paths.find((path) => existsSync(path)) ?? null;
}

/** The parsed JSON of an oracle; the caller knows its shape. */
export function readOracle(name: string): unknown {
  const path = oraclePath(name);
  if (path === null) throw new Error(`no oracle ${name}: set BUGHEIST_ORACLES to the folder that holds it`);
  return JSON.parse(readFileSync(path, 'utf8'));
}
