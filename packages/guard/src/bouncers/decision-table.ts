import type { Decision } from '../decisions/decision.ts';
import type { PlaceOf } from '../geography/place.ts';
import { groupsOf } from '../logs/address.ts';
import { parseRange } from '../logs/address-range.ts';

/** Decisions in force, arranged for one look-up a request. */
export class DecisionTable {
  readonly #byAddress = new Map<string, Decision[]>();
  /** By how many bits of an address a network leaves open, then by the others: one look-up a size, not one a range. */
  readonly #byNetwork = new Map<bigint, Map<bigint, Decision[]>>();
  readonly #placeOf: PlaceOf | null;
  readonly #byPlace = new Map<string, Decision[]>();

  /** Decisions about countries and networks need `placeOf`; without one they hold for nobody. */
  constructor(decisions: readonly Decision[], placeOf: PlaceOf | null = null) {
    this.#placeOf = placeOf;
    for (const decision of decisions) {
      if (decision.scope === 'ip') append(this.#byAddress, decision.value, decision);
      if (decision.scope === 'country' || decision.scope === 'as')
        append(this.#byPlace, decision.value, decision);
      const range = decision.scope === 'range' ? parseRange(decision.value) : null;
      if (range === null) continue;
      const open = BigInt(128 - range.prefix);
      const networks = this.#byNetwork.get(open) ?? new Map<bigint, Decision[]>();
      this.#byNetwork.set(open, networks);
      append(networks, range.network >> open, decision);
    }
  }

  /** The decision that holds for a request from `address` to `host`, the hardest first; null when none does. */
  find(address: string, host: string, now: number): Decision | null {
    const here = this.#byAddress.get(address) ?? none;
    const near = this.#inRanges(address);
    const about = this.#inPlace(address);
    if (here.length + near.length + about.length === 0) return null;
    const holding = [...here, ...near, ...about].filter(
      (one) => (one.host === '' || one.host === host) && one.from <= now && now < one.until,
    );
    return holding.find(({ measure }) => measure === 'ban') ?? holding[0] ?? null;
  }

  #inPlace(address: string): readonly Decision[] {
    if (this.#byPlace.size === 0 || this.#placeOf === null || address === '') return none;
    const { country, as } = this.#placeOf(address);
    return [...(this.#byPlace.get(country) ?? []), ...(this.#byPlace.get(`AS${as}`) ?? [])];
  }

  #inRanges(address: string): readonly Decision[] {
    if (this.#byNetwork.size === 0 || address === '') return none;
    const number = groupsOf(address).reduce((sum, group) => (sum << 16n) | BigInt(group), 0n);
    let found = none;
    for (const [open, networks] of this.#byNetwork) {
      const decisions = networks.get(number >> open);
      if (decisions) found = [...found, ...decisions];
    }
    return found;
  }
}

const none: readonly Decision[] = [];

function append<K>(map: Map<K, Decision[]>, key: K, decision: Decision): void {
  const known = map.get(key);
  if (known) known.push(decision);
  else map.set(key, [decision]);
}
