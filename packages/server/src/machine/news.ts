import { guardChannel } from './store/news.ts';

/** As `Database.listen`. */
export type Listen = (
  channel: string,
  onMessage: (payload: string) => void,
  onGap?: () => void,
) => Promise<() => Promise<void>>;

interface Subscriber {
  perimeterId: string;
  onNews: () => void;
  end: () => void;
}

/**
 * Passes the database's word that something changed in a perimeter on to open pages. One connection listens for all of
 * them, from the first page on.
 */
export class News {
  readonly #listen: Listen;
  readonly #subscribers = new Set<Subscriber>();
  #listening: Promise<() => Promise<void>> | null = null;

  constructor(listen: Listen) {
    this.#listen = listen;
  }

  /** Whether another page may follow. */
  get hasRoom(): boolean {
    return this.#subscribers.size < mostSubscribers;
  }

  /** Calls `onNews` for each change until the returned function is called, and `end` when the server stops. */
  subscribe(subscriber: Subscriber): () => void {
    this.#subscribers.add(subscriber);
    this.#listening ??= this.#listen(
      guardChannel,
      (perimeterId) => this.#pass((one) => one.perimeterId === perimeterId),
      () => this.#pass(() => true),
    );
    return () => this.#subscribers.delete(subscriber);
  }

  /** Ends every page's stream: an open one would hold up the server's stop. */
  async close(): Promise<void> {
    for (const { end } of this.#subscribers) end();
    this.#subscribers.clear();
    const stop = await this.#listening;
    await stop?.();
  }

  #pass(isMeant: (subscriber: Subscriber) => boolean): void {
    for (const subscriber of this.#subscribers) if (isMeant(subscriber)) subscriber.onNews();
  }
}

const mostSubscribers = 200;
