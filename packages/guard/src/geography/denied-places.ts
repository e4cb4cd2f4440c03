import type { Decision } from '../decisions/decision.ts';
import { isAlert, plainScenario, type Scenario } from '../scenarios/scenario.ts';
import { PlaceList, type PlaceOf } from './place.ts';

/** Countries and networks nobody may come from: those the operator's file names, and those decided about. */
export class DeniedPlaces {
  readonly #placeOf: PlaceOf | null;
  readonly #configured: PlaceList;
  #decided = new PlaceList([]);

  constructor(placeOf: PlaceOf | null, configured: PlaceList) {
    this.#placeOf = placeOf;
    this.#configured = configured;
  }

  /** Tells which decisions are in force; those about other things are passed over. */
  follow(decisions: readonly Decision[]): void {
    const bans = decisions.filter(
      ({ scope, measure }) => (scope === 'country' || scope === 'as') && measure === 'ban',
    );
    this.#decided = new PlaceList(bans.map(({ value }) => value));
  }

  /** The denied place an address is in, or null. */
  nameOf(address: string): string | null {
    if (this.#placeOf === null || (this.#configured.isEmpty && this.#decided.isEmpty)) return null;
    const place = this.#placeOf(address);
    return this.#configured.nameOf(place) ?? this.#decided.nameOf(place);
  }
}

/**
 * Turns a denied country into bans of the addresses that really come from it: every bouncer knows addresses, and each
 * one still passes the rules about who is never banned.
 */
export function deniedPlaceScenario(denied: DeniedPlaces): Scenario {
  return {
    ...plainScenario,
    name: 'bugheist/denied-place',
    description: 'Came from a country or network that is not served here',
    type: 'trigger',
    watches: 'events',
    kinds: null,
    filter: (subject) => !isAlert(subject) && subject.ip !== '' && denied.nameOf(subject.ip) !== null,
    groupBy: (subject) => (isAlert(subject) ? '' : subject.ip),
    distinct: null,
    capacity: 0,
    leakMs: 0,
    blackholeMs: 60_000,
    cacheSize: 1,
    labels: {
      label: 'Denied place',
      behavior: 'generic:policy',
      service: '',
      confidence: 3,
      spoofable: 0,
      classification: [],
    },
  };
}
