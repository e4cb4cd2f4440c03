import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { PlaceOf } from '../geography/place.ts';
import type { DataFiles } from './expression/functions.ts';
import { type LoadedScenarios, MissingDataFile, readHubScenarios } from './hub.ts';

/** Scenarios of a file, or of every `.yaml` below a directory, in name order. */
export function loadScenarios(
  path: string,
  dataDirectory: string,
  placeOf: PlaceOf | null = null,
): LoadedScenarios {
  const files = dataFilesIn(dataDirectory, placeOf);
  const parts = yamlFiles(path).map((file) => readHubScenarios(readFileSync(file, 'utf8'), file, files));
  return {
    scenarios: parts.flatMap(({ scenarios }) => scenarios),
    problems: parts.flatMap(({ problems }) => problems),
  };
}

/** Lists in a directory, each read once; comments and empty lines left out. Throws MissingDataFile. */
export function dataFilesIn(directory: string, placeOf: PlaceOf | null): DataFiles {
  const known = new Map<string, readonly string[]>();
  return {
    placeOf,
    linesOf: (name) => {
      const cached = known.get(name);
      if (cached) return cached;
      const lines = readList(directory, name);
      known.set(name, lines);
      return lines;
    },
  };
}

function readList(directory: string, name: string): readonly string[] {
  // A scenario is somebody else's file: the lists it names stay inside the directory given for them.
  if (name.includes('/') || name.includes('\\') || name.startsWith('.'))
    throw new MissingDataFile(name, directory);
  try {
    return readFileSync(join(directory, name), 'utf8')
      .split(/\r?\n/)
      .filter((line) => line !== '' && !line.startsWith('#'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw new MissingDataFile(name, directory);
    throw error;
  }
}

function yamlFiles(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
