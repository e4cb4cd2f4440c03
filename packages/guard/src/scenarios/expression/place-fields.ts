import type { Place, PlaceOf } from '../../geography/place.ts';
import { lastEvent } from '../alert.ts';
import { isAlert } from '../scenario.ts';
import type { Field } from './fields.ts';

/**
 * Reader of a field that CrowdSec's geoip-enrich fills in (`Enriched.Latitude`, `Meta.IsoCode`), or null when the
 * path is none of those. Computed when a scenario asks, so that nobody else pays for it.
 */
export function placeFieldOf(path: string): ((placeOf: PlaceOf) => Field) | null {
  const [space = '', name = '', more] = path.split('.');
  const read = (space === 'Enriched' || space === 'Meta') && more === undefined ? fields[name] : undefined;
  if (read === undefined) return null;
  return (placeOf) => (subject) =>
    read(placeOf(isAlert(subject) ? (lastEvent(subject)?.ip ?? '') : subject.ip));
}

/** CrowdSec keeps all of them as text; an unknown system is 0. */
const fields: Readonly<Record<string, (place: Place) => string>> = {
  IsoCode: ({ country }) => country,
  IsInEU: ({ inEuropeanUnion }) => String(inEuropeanUnion),
  Latitude: ({ latitude }) => String(latitude),
  Longitude: ({ longitude }) => String(longitude),
  GeoCoords: ({ latitude, longitude }) => `${latitude},${longitude}`,
  ASNNumber: ({ as }) => String(as),
  ASNumber: ({ as }) => String(as),
  ASNOrg: ({ organization }) => organization,
  SourceRange: ({ range }) => range,
};
