import type { Event } from '../logs/event.ts';
import { BoundedMap } from '../memory/bounded-map.ts';

/**
 * Addresses a successful ssh login came from within the last day. A password that was guessed looks the same, so a
 * login right after refused ones from the same address doesn't count.
 */
export class RecentLogins {
  readonly #logins = new BoundedMap<number>(10_000);
  readonly #refused = new BoundedMap<number>(10_000);

  note(event: Event): void {
    if (event.ip === '') return;
    if (event.kind === 'ssh-failed') this.#refused.set(event.ip, event.t);
    if (event.kind !== 'ssh-accepted') return;
    const refusedAt = this.#refused.get(event.ip);
    if (refusedAt !== undefined && Math.abs(event.t - refusedAt) < dayMs) return;
    this.#logins.set(event.ip, event.t);
  }

  has(address: string, now: number): boolean {
    const at = this.#logins.get(address);
    return at !== undefined && now - at < dayMs;
  }
}

const dayMs = 86_400_000;
