import { monitorEventLoopDelay } from 'node:perf_hooks';

/**
 * Says when the process has more than it can do, so that some requests get a quick "later" and the rest an answer,
 * instead of all timing out.
 */
export class Shedding {
  readonly #delay = monitorEventLoopDelay({ resolution: 20 });
  readonly #maxInFlight: number;
  readonly #maxLagMs: number;
  readonly #timer: NodeJS.Timeout;
  #inFlight = 0;
  #lagMs = 0;

  constructor({ maxInFlight = 400, maxLagMs = 1500 } = {}) {
    this.#maxInFlight = maxInFlight;
    this.#maxLagMs = maxLagMs;
    this.#delay.enable();
    this.#timer = setInterval(() => {
      this.#lagMs = this.#delay.mean / 1e6;
      this.#delay.reset();
    }, 1000).unref();
  }

  get overloaded(): boolean {
    return this.#inFlight >= this.#maxInFlight || this.#lagMs > this.#maxLagMs;
  }

  /** Counts a request as being worked on; the returned function ends it. */
  enter(): () => void {
    this.#inFlight += 1;
    return () => {
      this.#inFlight -= 1;
    };
  }

  close(): void {
    clearInterval(this.#timer);
    this.#delay.disable();
  }
}
