import { type Announcement, announcement, eventChannel } from './store/outbox.ts';

/** Somebody who has a page open and wants to know when it is out of date. */
export interface LiveReader {
  /** Whose connections are counted together. */
  personId: string;
  /** Whether it may be about what they look at: the first look, that asks nobody. */
  concerns(event: Announcement): boolean;
  /** How many of them the reader may know of as things stand now; null: they may not listen (any more). */
  judge(events: readonly Announcement[]): Promise<number | null>;
  /** So many changes since they connected; the last one's id. */
  tell(count: number, lastId: string): void;
  end(): void;
}

interface Hearing {
  listen(channel: string, onMessage: (payload: string) => void): Promise<() => Promise<void>>;
}

interface Place {
  reader: LiveReader;
  pending: Announcement[];
  told: number;
  timer: NodeJS.Timeout | null;
  judging: boolean;
}

interface FeedOptions {
  /** Events are judged together this long after the first. */
  gatherMs?: number;
  /** How often everybody's right to listen is looked at again without an event. */
  checkMs?: number;
  perPerson?: number;
  most?: number;
  onError(error: unknown): void;
}

/** Tells open pages that something changed. One a process; what happened in other processes is heard as well. */
export class LiveFeed {
  readonly #places = new Set<Place>();
  readonly #options: Required<FeedOptions>;
  #check: NodeJS.Timeout | null = null;

  constructor(options: FeedOptions) {
    this.#options = { gatherMs: 1000, checkMs: 20_000, perPerson: 5, most: 1000, ...options };
  }

  /** Begins to hear; the returned function ends every connection. */
  async start(database: Hearing): Promise<() => Promise<void>> {
    const stop = await database.listen(eventChannel, (payload) => this.#hear(payload));
    this.#check = setInterval(() => {
      for (const place of this.#places) if (place.pending.length === 0) void this.#judge(place);
    }, this.#options.checkMs).unref();
    return async () => {
      this.close();
      await stop();
    };
  }

  /** Whether one more connection of that person fits. */
  hasRoomFor(personId: string): boolean {
    const own = [...this.#places].filter(({ reader }) => reader.personId === personId).length;
    return own < this.#options.perPerson && this.#places.size < this.#options.most;
  }

  /** `missed` is what happened between the page and the connection. Returns how to leave. */
  join(reader: LiveReader, missed: readonly Announcement[]): () => void {
    const place: Place = { reader, pending: [], told: 0, timer: null, judging: false };
    this.#places.add(place);
    for (const event of missed) this.#remember(place, event);
    return () => this.#leave(place);
  }

  close(): void {
    if (this.#check) clearInterval(this.#check);
    for (const place of this.#places) this.#end(place);
  }

  #hear(payload: string): void {
    const event = announcement.safeParse(JSON.parse(payload));
    if (!event.success) return;
    for (const place of this.#places)
      if (place.reader.concerns(event.data)) this.#remember(place, event.data);
  }

  #remember(place: Place, event: Announcement): void {
    if (place.pending.length < mostPending) place.pending.push(event);
    place.timer ??= setTimeout(() => {
      place.timer = null;
      void this.#judge(place);
    }, this.#options.gatherMs).unref();
  }

  async #judge(place: Place): Promise<void> {
    if (place.judging) return;
    place.judging = true;
    const events = place.pending.splice(0);
    try {
      const count = await place.reader.judge(events);
      if (!this.#places.has(place)) return;
      const last = events.at(-1);
      if (count === null) this.#end(place);
      else if (last && count > 0) {
        place.told += count;
        place.reader.tell(place.told, last.id);
      }
    } catch (error) {
      this.#options.onError(error);
      // A failed look-up is no "yes": the browser connects again and is judged anew.
      this.#end(place);
    } finally {
      place.judging = false;
    }
  }

  #end(place: Place): void {
    this.#leave(place);
    place.reader.end();
  }

  #leave(place: Place): void {
    if (place.timer) clearTimeout(place.timer);
    this.#places.delete(place);
  }
}

/** More changes than anybody counts. */
const mostPending = 100;
