/** How many requests were answered, how, and how long it took: counted by status, added up in seconds. */
export class RequestCounts {
  readonly #byStatus = new Map<number, number>();
  #seconds = 0;

  note(status: number, ms: number): void {
    this.#byStatus.set(status, (this.#byStatus.get(status) ?? 0) + 1);
    this.#seconds += ms / 1000;
  }

  get seconds(): number {
    return this.#seconds;
  }

  byStatus(): ReadonlyMap<number, number> {
    return this.#byStatus;
  }
}
