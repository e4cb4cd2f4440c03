import type { Event } from '../logs/event.ts';

/**
 * Addresses a successful ssh login came from within the last day. A password that was guessed looks the same, so a
 * login right after refused ones from the same address doesn't count.
 */
export class RecentLogins {
  readonly #logins = new Map<string, number>();
  readonly #refused = new Map<string, number>();

  note(event: Event): void {
    if (event.ip === '') return;
    if (event.kind === 'ssh-failed') remember(this.#refused, event.ip, event.t);
    if (event.kind !== 'ssh-accepted') return;
    const refusedAt = this.#refused.get(event.ip);
    if (refusedAt !== undefined && Math.abs(event.t - refusedAt) < dayMs) return;
    remember(this.#logins, event.ip, event.t);
  }

  has(address: string, now: number): boolean {
    const at = this.#logins.get(address);
    return at !== undefined && now - at < dayMs;
  }
}

const dayMs = 86_400_000;
const most = 10_000;

function remember(map: Map<string, number>, key: string, value: number): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= most) return;
  for (const oldest of map.keys()) {
    map.delete(oldest);
    break;
  }
}
