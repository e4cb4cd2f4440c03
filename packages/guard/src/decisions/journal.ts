import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { isObject } from '../logs/json-line.ts';
import { type Decision, type Ending, isInForce, targetKey } from './decision.ts';

type Entry =
  | { readonly type: 'started'; readonly at: number }
  | { readonly type: 'decision'; readonly decision: Decision }
  | { readonly type: 'confirmed'; readonly id: string; readonly at: number; readonly by: string }
  | ({ readonly type: 'ended' } & Ending)
  /** How far the decisions of other guards were read. */
  | { readonly type: 'read'; readonly id: string; readonly at: number };

/**
 * Every decision in one append-only file, one JSON object a line, each on disk before it is enforced. Survives a kill
 * at any byte: a torn last line is cut off. Other processes (`guard unban`) append too; `catchUp` reads what they wrote.
 */
export class DecisionJournal {
  readonly #path: string;
  readonly #decisions = new Map<string, Decision>();
  /** Ids by target, oldest first. */
  readonly #byTarget = new Map<string, string[]>();
  /** Ids of the guard's own in the order they were written. */
  #written: string[] = [];
  #cursor: string | null = null;
  readonly #endings = new Map<string, Ending>();
  readonly #unwritten: Entry[] = [];
  #file: number;
  #read = 0;
  #lines = 0;
  #startedAt: number | null = null;
  #unreadable = 0;

  /** Opens or creates the file. Throws when the directory can't be written: configuration errors show at start. */
  constructor(path: string) {
    this.#path = path;
    mkdirSync(dirname(path), { recursive: true, mode: 0o750 });
    this.#file = openSync(path, 'a+', 0o640);
    this.#load();
  }

  /** When guard first ran here; null on the first start. */
  get startedAt(): number | null {
    return this.#startedAt;
  }

  /** Lines that were no entries: a damaged file. */
  get unreadable(): number {
    return this.#unreadable;
  }

  /** Entries a full disk kept from being written; they are tried again with the next one. */
  get unwritten(): number {
    return this.#unwritten.length;
  }

  noteStart(now: number): void {
    if (this.#startedAt === null) this.#record({ type: 'started', at: now });
  }

  add(decision: Decision): void {
    this.#record({ type: 'decision', decision });
  }

  end(ending: Ending): void {
    this.#record({ type: 'ended', ...ending });
  }

  /** What other guards decided, and how far their decisions are read now: one write for all of it. */
  share(news: {
    readonly decisions: readonly Decision[];
    readonly confirmed: readonly { readonly id: string; readonly by: string }[];
    readonly endings: readonly Ending[];
    readonly cursor: string;
    readonly at: number;
  }): void {
    const { decisions, confirmed, endings, cursor, at } = news;
    this.#record(
      ...decisions.map((decision): Entry => ({ type: 'decision', decision })),
      ...confirmed.map(({ id, by }): Entry => ({ type: 'confirmed', id, at, by })),
      ...endings.map((ending): Entry => ({ type: 'ended', ...ending })),
      { type: 'read', id: cursor, at },
    );
  }

  /** How far the decisions of other guards are read; null before the first time. */
  get cursor(): string | null {
    return this.#cursor;
  }

  find(id: string): Decision | null {
    return this.#decisions.get(id) ?? null;
  }

  endingOf(id: string): Ending | null {
    return this.#endings.get(id) ?? null;
  }

  /** A person agreed to a held decision. */
  confirm(id: string, at: number, by: string): void {
    this.#record({ type: 'confirmed', id, at, by });
  }

  /** Not expired and not ended, whether enforced, held or shadow. */
  live(now: number): Decision[] {
    return [...this.#decisions.values()].filter((one) => now < one.until && !this.#endings.has(one.id));
  }

  inForce(now: number): Decision[] {
    return this.live(now).filter((decision) => isInForce(decision, now));
  }

  /** Everything still remembered, newest last. */
  all(): Decision[] {
    return [...this.#decisions.values()];
  }

  /** Everything still remembered about a value, newest last. */
  about(value: string): { readonly decision: Decision; readonly ending: Ending | null }[] {
    return [...this.#decisions.values()]
      .filter((decision) => decision.value === value)
      .map((decision) => ({ decision, ending: this.#endings.get(decision.id) ?? null }));
  }

  /** Decisions about a target since `since` that nobody took back. */
  strikes(key: string, since: number): number {
    return this.#aboutTarget(key).filter((one) => one.from >= since && !this.#endings.has(one.id)).length;
  }

  /** Whether a decision about exactly this target is still live; another guard's only where it is enforced. */
  isDecided(key: string, now: number): boolean {
    return this.#aboutTarget(key).some(
      (one) =>
        now < one.until && !this.#endings.has(one.id) && (one.origin !== 'shared' || isInForce(one, now)),
    );
  }

  #aboutTarget(key: string): Decision[] {
    return (this.#byTarget.get(key) ?? []).flatMap((id) => this.#decisions.get(id) ?? []);
  }

  /** The guard's own decisions since `since`; those written last are looked at first, so this costs only what it finds. */
  decidedSince(since: number): Decision[] {
    const found: Decision[] = [];
    for (let at = this.#written.length - 1; at >= 0; at--) {
      const decision = this.#decisions.get(this.#written[at] ?? '');
      if (decision === undefined || decision.from < since) break;
      found.push(decision);
    }
    return found;
  }

  /** Reads what other processes appended; true when there was anything. */
  catchUp(): boolean {
    if (this.#wasReplaced()) {
      closeSync(this.#file);
      this.#file = openSync(this.#path, 'a+', 0o640);
      this.#decisions.clear();
      this.#endings.clear();
      this.#byTarget.clear();
      this.#written = [];
      this.#cursor = null;
      this.#load();
      return true;
    }
    const before = this.#read;
    this.#readOn();
    return this.#read !== before;
  }

  /** Rewrites the file without what nobody needs any more; does nothing while that would save little. */
  compact(now: number, memoryMs: number): void {
    const kept = [...this.#decisions.values()].filter((one) => one.until + memoryMs > now);
    if (this.#lines < 1000 || this.#lines < 4 * kept.length) return;
    const entries: Entry[] = kept.flatMap((decision) => {
      const ending = this.#endings.get(decision.id);
      const line: Entry = { type: 'decision', decision };
      return ending ? [line, { type: 'ended' as const, ...ending }] : [line];
    });
    if (this.#startedAt !== null) entries.unshift({ type: 'started', at: this.#startedAt });
    if (this.#cursor !== null) entries.push({ type: 'read', id: this.#cursor, at: now });
    const temporary = `${this.#path}.new`;
    const file = openSync(temporary, 'w', 0o640);
    writeSync(file, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
    fsyncSync(file);
    closeSync(file);
    renameSync(temporary, this.#path);
    syncDirectory(dirname(this.#path));
    this.catchUp();
  }

  close(): void {
    closeSync(this.#file);
  }

  #record(...entries: readonly Entry[]): void {
    for (const entry of entries) this.#apply(entry);
    this.#unwritten.push(...entries);
    try {
      this.#write();
    } catch (error) {
      // A full disk must not stop the guard: it decides from memory and writes when there is room again.
      if (!(error instanceof Error && 'code' in error && /^(?:ENOSPC|EDQUOT|EIO)$/.test(String(error.code))))
        throw error;
    }
  }

  #write(): void {
    if (this.#wasReplaced()) this.catchUp();
    this.#readOn();
    const size = fstatSync(this.#file).size;
    const bytes = Buffer.from(this.#unwritten.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
    const written = writeSync(this.#file, bytes);
    if (written < bytes.length) {
      ftruncateSync(this.#file, size);
      throw Object.assign(new Error(`only ${written} of ${bytes.length} bytes fit on the disk`), {
        code: 'ENOSPC',
      });
    }
    fsyncSync(this.#file);
    this.#lines += this.#unwritten.length;
    this.#unwritten.length = 0;
    this.#read = size + bytes.length;
  }

  #wasReplaced(): boolean {
    return !existsSync(this.#path) || statSync(this.#path).ino !== fstatSync(this.#file).ino;
  }

  #load(): void {
    this.#read = 0;
    this.#lines = 0;
    const whole = readFileSync(this.#path);
    const end = whole.lastIndexOf(10) + 1;
    if (end < whole.length) ftruncateSync(this.#file, end);
    this.#readOn();
  }

  #readOn(): void {
    const size = fstatSync(this.#file).size;
    if (size <= this.#read) return;
    const bytes = Buffer.alloc(size - this.#read);
    const count = readSync(this.#file, bytes, 0, bytes.length, this.#read);
    const end = bytes.subarray(0, count).lastIndexOf(10) + 1;
    this.#read += end;
    for (const line of bytes.toString('utf8', 0, end).split('\n')) if (line !== '') this.#take(line);
  }

  #take(line: string): void {
    this.#lines++;
    const entry = parseEntry(line);
    if (entry === null) this.#unreadable++;
    else this.#apply(entry);
  }

  #remember(decision: Decision): void {
    const key = targetKey(decision);
    this.#decisions.set(decision.id, decision);
    if (decision.origin === 'guard') this.#written.push(decision.id);
    this.#byTarget.set(key, [...(this.#byTarget.get(key) ?? []), decision.id]);
  }

  #apply(entry: Entry): void {
    switch (entry.type) {
      case 'started':
        this.#startedAt = Math.min(this.#startedAt ?? entry.at, entry.at);
        return;
      case 'decision':
        this.#remember(entry.decision);
        return;
      case 'ended':
        this.#endings.set(entry.id, { id: entry.id, at: entry.at, by: entry.by, why: entry.why });
        return;
      case 'read':
        this.#cursor = entry.id;
        return;
      case 'confirmed': {
        const decision = this.#decisions.get(entry.id);
        if (decision) this.#decisions.set(entry.id, { ...decision, held: false });
      }
    }
  }
}

function parseEntry(line: string): Entry | null {
  try {
    const value: unknown = JSON.parse(line);
    if (!isObject(value)) return null;
    if (value['type'] === 'started') return typeof value['at'] === 'number' ? (value as Entry) : null;
    if (value['type'] === 'decision') return isDecision(value['decision']) ? (value as Entry) : null;
    return typeof value['id'] === 'string' && typeof value['at'] === 'number' ? (value as Entry) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function isDecision(value: unknown): boolean {
  if (!isObject(value)) return false;
  const texts = ['id', 'scope', 'value', 'host', 'measure', 'scenario', 'reason', 'origin'];
  const numbers = ['from', 'until', 'strike'];
  return (
    texts.every((key) => typeof value[key] === 'string') &&
    numbers.every((key) => typeof value[key] === 'number') &&
    Array.isArray(value['evidence'])
  );
}

function syncDirectory(path: string): void {
  const directory = openSync(join(path, '.'), 'r');
  fsyncSync(directory);
  closeSync(directory);
}
