import type { GeographyConfig } from '../config/config.ts';
import { ConfigError } from '../config/section.ts';
import { GeographyError, openPlaces } from '../geography/database.ts';
import { DeniedPlaces } from '../geography/denied-places.ts';
import { PlaceList, type PlaceOf } from '../geography/place.ts';

export interface Geography {
  /** Null when no database is configured. */
  readonly placeOf: PlaceOf | null;
  readonly denied: DeniedPlaces;
  /** The allowed country or network an address is in, or null. */
  readonly allowedPlace: (address: string) => string | null;
}

/** Opens the databases a configuration names. Throws ConfigError when one can't be read. */
export function geographyOf({ files, allow, deny }: GeographyConfig, file: string): Geography {
  const placeOf = files.length === 0 ? null : opened(files, file);
  const allowed = new PlaceList(allow);
  return {
    placeOf,
    denied: new DeniedPlaces(placeOf, new PlaceList(deny)),
    allowedPlace: (address) =>
      placeOf === null || allowed.isEmpty ? null : allowed.nameOf(placeOf(address)),
  };
}

function opened(files: readonly string[], file: string): PlaceOf {
  try {
    return openPlaces(files);
  } catch (error) {
    if (error instanceof GeographyError) throw new ConfigError([{ file, line: 0, message: error.message }]);
    throw error;
  }
}
