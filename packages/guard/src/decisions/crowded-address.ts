import type { Event } from '../logs/event.ts';
import { BoundedMap } from '../memory/bounded-map.ts';

/**
 * Whether many people share an address (a company, a school, a carrier's NAT): several user names, or many browsers,
 * were served there. A bound number of addresses is remembered, and every eighth line looked at is enough.
 */
export class CrowdedAddresses {
  readonly #seen = new BoundedMap<Traces>(20_000);
  #turn = 0;

  note(event: Event): void {
    if (event.kind !== 'http-access' || event.status >= 400 || event.ip === '') return;
    if (event.user === '' && ++this.#turn % 8 !== 0) return;
    const known = this.#seen.get(event.ip);
    const traces = known ?? { users: new Set<string>(), agents: new Set<string>() };
    if (event.user !== '' && traces.users.size < enoughUsers) traces.users.add(event.user);
    if (event.ua !== '' && traces.agents.size < enoughAgents) traces.agents.add(event.ua);
    if (known === undefined) this.#seen.set(event.ip, traces);
  }

  isCrowded(address: string): boolean {
    const traces = this.#seen.get(address);
    return traces !== undefined && (traces.users.size >= enoughUsers || traces.agents.size >= enoughAgents);
  }
}

interface Traces {
  readonly users: Set<string>;
  readonly agents: Set<string>;
}

const enoughUsers = 3;
const enoughAgents = 8;
