import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assert, nat, property, uint8Array } from 'fast-check';
import { expect, test } from 'vitest';
import { temporary } from '../test/desk.ts';
import { mmdb } from '../test/mmdb.ts';
import { GeographyError, openPlaces } from './database.ts';
import { nowhere, PlaceList, parsePlaceName } from './place.ts';

const countries = mmdb({
  '203.0.113.0/24': { country: { iso_code: 'NL', is_in_european_union: true } },
  '198.51.100.0/25': { country: { iso_code: 'NZ' }, location: { latitude: -41.5, longitude: 174.5 } },
  '2001:db8::/32': { registered_country: { iso_code: 'CH' } },
});
const systems = mmdb({
  '203.0.113.0/26': { autonomous_system_number: 64_500, autonomous_system_organization: 'Example Net' },
});

function opened(...files: Buffer[]) {
  const directory = temporary();
  return openPlaces(
    files.map((bytes, n) => {
      const path = join(directory, `${n}.mmdb`);
      writeFileSync(path, bytes);
      return path;
    }),
  );
}

test('what one database doesn’t know the next may', () => {
  const placeOf = opened(countries, systems);
  expect(placeOf('203.0.113.9')).toMatchObject({
    country: 'NL',
    inEuropeanUnion: true,
    as: 64_500,
    organization: 'Example Net',
    range: '203.0.113.0/26',
  });
  expect(placeOf('203.0.113.200')).toMatchObject({ country: 'NL', as: 0, range: '203.0.113.0/24' });
  expect(placeOf('198.51.100.7')).toMatchObject({ country: 'NZ', latitude: -41.5, longitude: 174.5 });
  expect(placeOf('2001:db8:1::7')).toMatchObject({ country: 'CH', range: '2001:db8::/32' });
  expect(placeOf('198.51.100.200')).toEqual(nowhere);
});

test('a file that is none is refused with its path', () => {
  expect(() => opened(Buffer.from('<html>not found</html>'))).toThrow(GeographyError);
  expect(() => openPlaces(['/nowhere/x.mmdb'])).toThrow(/nowhere\/x\.mmdb.*ENOENT/);
});

test('attack: a damaged database never makes a look-up throw', () => {
  assert(
    property(uint8Array({ minLength: 1, maxLength: 40 }), nat(), (noise, at) => {
      const bytes = Buffer.from(countries);
      // The metadata at the end stays whole: a database without it is refused when it is opened.
      bytes.set(noise, at % (bytes.length - 240));
      const place = opened(bytes)('203.0.113.9');
      expect(typeof place.country).toBe('string');
    }),
    { numRuns: 100 },
  );
});

test('places are named by country or number', () => {
  expect(parsePlaceName('ch')).toEqual({ scope: 'country', value: 'CH' });
  expect(parsePlaceName('as64496')).toEqual({ scope: 'as', value: 'AS64496' });
  for (const wrong of ['', 'CHE', 'A', 'AS0', 'AS99999999999', '64496'])
    expect(parsePlaceName(wrong)).toBeNull();
  const list = new PlaceList(['CH', 'AS64500']);
  expect(list.nameOf({ ...nowhere, country: 'CH' })).toBe('CH');
  expect(list.nameOf({ ...nowhere, country: 'NL', as: 64_500 })).toBe('AS64500');
  expect(list.nameOf(nowhere)).toBeNull();
});
