import { privateRanges } from '../logs/address-range.ts';
import type { Event } from '../logs/event.ts';

/**
 * Notices that the logs name a proxy instead of its clients: nearly all web requests of a window come from one
 * private address. Such an address is never banned; this says what to set.
 */
export class TrustAlarm {
  readonly #warn: (message: string) => void;
  #address = '';
  #votes = 0;
  #same = 0;
  #count = 0;
  readonly #told = new Set<string>();

  constructor(warn: (message: string) => void) {
    this.#warn = warn;
  }

  note(event: Event): void {
    if (event.kind !== 'http-access') return;
    this.#count++;
    if (event.ip === this.#address) {
      this.#votes++;
      this.#same++;
    } else if (--this.#votes < 0) {
      this.#address = event.ip;
      this.#votes = 1;
      this.#same = 1;
    }
    if (this.#count < windowSize) return;
    if (this.#same >= windowSize * 0.9) this.#suspect(this.#address);
    this.#count = 0;
    this.#same = 0;
  }

  #suspect(address: string): void {
    if (!privateRanges.has(address) || this.#told.has(address)) return;
    this.#told.add(address);
    this.#warn(
      `nearly all requests come from ${address}, a private address: it looks like your own proxy. Add it to trustedProxies and log the forwarded address, or the real clients stay invisible. It is not banned.`,
    );
  }
}

const windowSize = 1000;
