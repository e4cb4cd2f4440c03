import type { Decision } from '../decisions/decision.ts';
import type { PlaceOf } from '../geography/place.ts';
import { groupsOf } from '../logs/address.ts';
import { parseRange } from '../logs/address-range.ts';

/** Decisions in force, arranged for one look-up a request. */
export class DecisionTable {
  readonly #byAddress = new Map<string, Decision[]>();
  readonly #ranges: { readonly network: bigint; readonly drop: bigint; readonly decision: Decision }[] = [];

  readonly #placeOf: PlaceOf | null;
  readonly #byPlace = new Map<string, Decision[]>();

  /** Decisions about countries and networks need `placeOf`; without one they hold for nobody. */
  constructor(decisions: readonly Decision[], placeOf: PlaceOf | null = null) {
    this.#placeOf = placeOf;
    for (const decision of decisions) {
      if (decision.scope === 'ip')
        this.#byAddress.set(decision.value, [...(this.#byAddress.get(decision.value) ?? []), decision]);
      if (decision.scope === 'country' || decision.scope === 'as')
        this.#byPlace.set(decision.value, [...(this.#byPlace.get(decision.value) ?? []), decision]);
      const range = decision.scope === 'range' ? parseRange(decision.value) : null;
      if (range) this.#ranges.push({ network: range.network, drop: BigInt(128 - range.prefix), decision });
    }
  }

  /** The decision that holds for a request from `address` to `host`, the hardest first; null when none does. */
  find(address: string, host: string, now: number): Decision | null {
    const candidates = [
      ...(this.#byAddress.get(address) ?? []),
      ...this.#inRanges(address),
      ...this.#inPlace(address),
    ];
    const holding = candidates.filter(
      (one) => (one.host === '' || one.host === host) && one.from <= now && now < one.until,
    );
    return holding.find(({ measure }) => measure === 'ban') ?? holding[0] ?? null;
  }

  #inPlace(address: string): Decision[] {
    if (this.#byPlace.size === 0 || this.#placeOf === null || address === '') return [];
    const { country, as } = this.#placeOf(address);
    return [...(this.#byPlace.get(country) ?? []), ...(this.#byPlace.get(`AS${as}`) ?? [])];
  }

  #inRanges(address: string): Decision[] {
    if (this.#ranges.length === 0 || address === '') return [];
    const number = groupsOf(address).reduce((sum, group) => (sum << 16n) | BigInt(group), 0n);
    return this.#ranges
      .filter(({ network, drop }) => (number >> drop) << drop === network)
      .map(({ decision }) => decision);
  }
}
