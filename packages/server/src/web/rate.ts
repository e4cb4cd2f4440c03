/** How much of something one client may do. */
export interface Rate {
  name: string;
  perMinute: number;
  /** How many may come at once after a quiet time. */
  burst: number;
}

export const rates = {
  read: { name: 'read', perMinute: 600, burst: 200 },
  write: { name: 'write', perMinute: 60, burst: 30 },
  upload: { name: 'upload', perMinute: 60, burst: 40 },
  sensitive: { name: 'sensitive', perMinute: 10, burst: 10 },
} as const satisfies Record<string, Rate>;
export type RateName = keyof typeof rates;

/**
 * Generic cell rate algorithm over a bounded number of keys: one number a key, no timers. The oldest keys go first
 * when there are too many, so a flood of fresh addresses costs memory nowhere and forgets only quiet clients.
 *
 * Source: ITU-T I.371 §A.
 */
export class RateLimiter {
  readonly #arrivals = new Map<string, number>();
  readonly #maxKeys: number;

  constructor(maxKeys = 100_000) {
    this.#maxKeys = maxKeys;
  }

  /** Null when the request may pass, else the number of whole seconds to wait. */
  take(rate: Rate, client: string, now: Date): number | null {
    const key = `${rate.name} ${client}`;
    const intervalMs = 60_000 / rate.perMinute;
    const nowMs = now.getTime();
    const arrival = Math.max(this.#arrivals.get(key) ?? 0, nowMs);
    const waitMs = arrival - nowMs - intervalMs * (rate.burst - 1);
    if (waitMs > 0) return Math.ceil(waitMs / 1000);
    this.#arrivals.delete(key);
    this.#arrivals.set(key, arrival + intervalMs);
    if (this.#arrivals.size > this.#maxKeys) this.#forgetOldest();
    return null;
  }

  #forgetOldest(): void {
    const oldest = this.#arrivals.keys().next();
    if (!oldest.done) this.#arrivals.delete(oldest.value);
  }
}
