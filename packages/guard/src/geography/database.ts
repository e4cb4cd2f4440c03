import { readFileSync } from 'node:fs';
import { Reader, type Response } from 'mmdb-lib';
import { groupsOf } from '../logs/address.ts';
import { isObject, type JsonObject, number, text } from '../logs/json-line.ts';
import { BoundedMap } from '../memory/bounded-map.ts';
import { nowhere, type Place, type PlaceOf } from './place.ts';

/** A file that is no MMDB database, or can't be read. */
export class GeographyError extends Error {
  constructor(path: string, why: string) {
    super(`${path} can't be used as geography: ${why}; expected an MMDB file like GeoLite2-Country.mmdb`);
    this.name = 'GeographyError';
  }
}

/**
 * Opens MMDB files (countries, cities, autonomous systems); what one doesn't know the next may. Throws GeographyError.
 * Source: MaxMind DB file format 2.0, and the records of GeoIP2 and of their free relatives.
 */
export function openPlaces(paths: readonly string[]): PlaceOf {
  const databases = paths.map(openDatabase);
  const known = new BoundedMap<Place>(50_000);
  return (address) => {
    if (address === '') return nowhere;
    const cached = known.get(address);
    if (cached) return cached;
    const place = databases.reduce((found, database) => merge(found, lookUp(database, address)), nowhere);
    known.set(address, place);
    return place;
  };
}

function openDatabase(path: string): Reader<Response> {
  try {
    const database = new Reader<Response>(readFileSync(path));
    if (database.metadata.binaryFormatMajorVersion !== 2) throw new Error('its format is not version 2');
    return database;
  } catch (error) {
    if (error instanceof Error) throw new GeographyError(path, error.message);
    throw error;
  }
}

function lookUp(database: Reader<Response>, address: string): Place {
  if (address.includes(':') && database.metadata.ipVersion === 4) return nowhere;
  try {
    const [record, prefix] = database.getWithPrefixLength(address);
    return isObject(record) ? { ...placeIn(record), range: networkOf(address, prefix) } : nowhere;
  } catch (error) {
    // The library reads past the end of a damaged record; one address without a place must not end the watch.
    if (error instanceof Error) return nowhere;
    throw error;
  }
}

function placeIn(record: JsonObject): Omit<Place, 'range'> {
  const country = below(record, 'country') ?? below(record, 'registered_country');
  const location = below(record, 'location') ?? record;
  return {
    country: text(country?.['iso_code'] ?? record['country_code'] ?? record['country']).toUpperCase(),
    inEuropeanUnion: country?.['is_in_european_union'] === true,
    latitude: number(location['latitude'], 0),
    longitude: number(location['longitude'], 0),
    as: number(record['autonomous_system_number'] ?? record['asn'], 0),
    organization: text(record['autonomous_system_organization'] ?? record['as_name']),
  };
}

function merge(found: Place, more: Place): Place {
  const located = found.latitude !== 0 || found.longitude !== 0 ? found : more;
  return {
    country: found.country || more.country,
    inEuropeanUnion: found.inEuropeanUnion || more.inEuropeanUnion,
    latitude: located.latitude,
    longitude: located.longitude,
    as: found.as || more.as,
    organization: found.organization || more.organization,
    range: found.as > 0 || more.range === '' ? found.range : more.range,
  };
}

/** The first address of the network stands for it. IPv6 is cut at whole groups, which is never too small a network. */
function networkOf(address: string, prefix: number): string {
  if (!address.includes(':')) {
    const octets = address.split('.').map(Number);
    const bits = octets.reduce((sum, octet) => sum * 256 + octet, 0);
    const network = prefix === 0 ? 0 : Math.floor(bits / 2 ** (32 - prefix)) * 2 ** (32 - prefix);
    return `${[24, 16, 8, 0].map((shift) => Math.floor(network / 2 ** shift) % 256).join('.')}/${prefix}`;
  }
  const whole = Math.min(7, Math.floor(prefix / 16));
  const groups = groupsOf(address).slice(0, whole);
  return `${groups.map((group) => group.toString(16)).join(':')}::/${whole * 16}`;
}

function below(record: JsonObject, key: string): JsonObject | null {
  const value = record[key];
  return isObject(value) ? value : null;
}
