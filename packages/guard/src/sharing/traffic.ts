import { sourceKey } from '../logs/address.ts';
import type { Event } from '../logs/event.ts';
import type { Alert } from '../scenarios/alert.ts';
import type { TopSource } from './exchange.ts';

/** What passes a guard, in figures: counts are exact, the busiest sources are an estimate over a stream of any size. */
export class Traffic {
  readonly #top = new Map<string, { requests: number; alerts: number }>();
  readonly #scenarios = new Map<string, number>();
  #turn = 0;
  requests = 0;
  blocked = 0;
  alerts = 0;

  /** `isRefused`: answered with a refusal, to a client under a decision. */
  note({ kind, ip }: Event, isRefused: boolean): void {
    if (kind !== 'http-access') return;
    this.requests++;
    if (isRefused) this.blocked++;
    if (ip !== '' && ++this.#turn % sampled === 0) this.#entry(sourceKey(ip)).requests += sampled;
  }

  noteAlert({ scenario, events }: Alert): void {
    this.alerts++;
    const name =
      this.#scenarios.has(scenario.name) || this.#scenarios.size < mostScenarios ? scenario.name : 'other';
    this.#scenarios.set(name, (this.#scenarios.get(name) ?? 0) + 1);
    const last = events[events.length - 1];
    if (last && last.ip !== '') this.#entry(sourceKey(last.ip)).alerts++;
  }

  /** The busiest sources, the one with most alerts first. */
  topSources(most: number): TopSource[] {
    return [...this.#top]
      .map(([address, counts]) => ({ address, ...counts }))
      .sort((a, b) => b.alerts - a.alerts || b.requests - a.requests)
      .slice(0, most);
  }

  scenarios(): { name: string; alerts: number }[] {
    return [...this.#scenarios].map(([name, alerts]) => ({ name, alerts }));
  }

  #entry(key: string): { requests: number; alerts: number } {
    const known = this.#top.get(key);
    if (known) return known;
    if (this.#top.size >= mostTracked) this.#halve();
    const fresh = { requests: 0, alerts: 0 };
    this.#top.set(key, fresh);
    return fresh;
  }

  /**
   * The least busy half makes room; what comes back counts anew. Source: the pruning of Lossy Counting (Manku, Motwani
   * 2002), here by rank, which keeps whoever is far ahead of a flood of fresh addresses.
   */
  #halve(): void {
    const ranked = [...this.#top].sort(([, a], [, b]) => a.alerts - b.alerts || a.requests - b.requests);
    for (const [key] of ranked.slice(0, mostTracked / 2)) this.#top.delete(key);
  }
}

/** Looking at every fourth request is enough to find the busy ones, and cheaper. */
const sampled = 4;
const mostTracked = 2000;
const mostScenarios = 99;
