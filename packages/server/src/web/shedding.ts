import { monitorEventLoopDelay } from 'node:perf_hooks';

/** One request that is worked on. */
export interface Work {
  /** Passes on what comes from the client, once it has come. */
  waitForClient<T>(arrival: Promise<T>): Promise<T>;
  end(): void;
}

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

  /** Counts a request as being worked on until it ends, but not while it waits for its client: slow ones block nobody. */
  enter(): Work {
    this.#inFlight += 1;
    return {
      waitForClient: async (arrival) => {
        this.#inFlight -= 1;
        try {
          return await arrival;
        } finally {
          this.#inFlight += 1;
        }
      },
      end: () => {
        this.#inFlight -= 1;
      },
    };
  }

  close(): void {
    clearInterval(this.#timer);
    this.#delay.disable();
  }
}
