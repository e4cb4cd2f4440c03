import type { Decision } from '../decisions/decision.ts';

/** Something that enforces decisions. It is given all that are in force and works out itself what changed. */
export interface Bouncer {
  readonly name: string;
  /** Makes the outside world agree with `decisions`. Rejects when it couldn't; the next call tries again in full. */
  readonly enforce: (decisions: readonly Decision[], now: number) => Promise<void>;
}

/** Addresses and ranges only: what a packet filter or a proxy can tell from a request. */
export function isAboutAddress({ scope }: Decision): boolean {
  return scope === 'ip' || scope === 'range';
}
