/** What a database says about where an address is. Fields the database doesn't have are `''`, `0` or false. */
export interface Place {
  /** ISO 3166-1, two letters. */
  readonly country: string;
  readonly inEuropeanUnion: boolean;
  /** Degrees; both 0 when unknown. */
  readonly latitude: number;
  readonly longitude: number;
  /** Number of the autonomous system that announces it. */
  readonly as: number;
  readonly organization: string;
  /** The network the database keeps as one, `''` when the address isn't in it. */
  readonly range: string;
}

/** Looks a canonical address up; never throws. */
export type PlaceOf = (address: string) => Place;

export const nowhere: Place = {
  country: '',
  inEuropeanUnion: false,
  latitude: 0,
  longitude: 0,
  as: 0,
  organization: '',
  range: '',
};

/** Countries and networks as an operator names them: `CH`, `AS64496`. */
export class PlaceList {
  readonly #countries: ReadonlySet<string>;
  readonly #systems: ReadonlySet<number>;

  constructor(names: readonly string[]) {
    const known = names.flatMap((name) => parsePlaceName(name) ?? []);
    this.#countries = new Set(known.flatMap(({ scope, value }) => (scope === 'country' ? [value] : [])));
    this.#systems = new Set(
      known.flatMap(({ scope, value }) => (scope === 'as' ? [Number(value.slice(2))] : [])),
    );
  }

  get isEmpty(): boolean {
    return this.#countries.size === 0 && this.#systems.size === 0;
  }

  /** The name on the list the place answers to, or null. */
  nameOf({ country, as }: Place): string | null {
    if (country !== '' && this.#countries.has(country)) return country;
    return as > 0 && this.#systems.has(as) ? `AS${as}` : null;
  }
}

export interface PlaceName {
  readonly scope: 'country' | 'as';
  /** `CH`, `AS64496`. */
  readonly value: string;
}

/** Reads `CH` or `AS64496`; null when the text is neither. */
export function parsePlaceName(text: string): PlaceName | null {
  const upper = text.toUpperCase();
  if (/^[A-Z]{2}$/.test(upper)) return { scope: 'country', value: upper };
  const number = Number(/^AS(\d{1,10})$/.exec(upper)?.[1] ?? 0);
  return number > 0 && number <= 4_294_967_295 ? { scope: 'as', value: `AS${number}` } : null;
}
