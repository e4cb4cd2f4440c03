import { BoundedMap } from '../memory/bounded-map.ts';

/**
 * How many requests a limited client may still make: `burst` at once, then one every `everyMs`.
 * Source: generic cell rate algorithm, ITU-T I.371 annex A. Bounded: the least recently seen client is forgotten.
 */
export class RateLimit {
  readonly #everyMs: number;
  readonly #tolerance: number;
  readonly #arrival = new BoundedMap<number>(50_000);

  constructor(everyMs: number, burst: number) {
    this.#everyMs = everyMs;
    this.#tolerance = everyMs * burst;
  }

  /** Milliseconds to wait, 0 when the request may pass now. */
  waitFor(key: string, now: number): number {
    const arrival = Math.max(this.#arrival.get(key) ?? 0, now);
    const wait = arrival + this.#everyMs - this.#tolerance - now;
    if (wait > 0) return wait;
    this.#arrival.set(key, arrival + this.#everyMs);
    return 0;
  }
}
