import { close, fstat, open, read, stat } from 'node:fs';
import { promisify } from 'node:util';
import { LineSplitter } from './lines.ts';

const openFile = promisify(open);
const closeFile = promisify(close);
const statOpen = promisify(fstat);
const statPath = promisify(stat);
const readAt = promisify(read);

export interface FileSourceOptions {
  readonly path: string;
  readonly onLine: (line: string) => void;
  /** Told once when the file is missing or can't be read, and once when it is there again. */
  readonly onState: (message: string) => void;
  /** Read what is already in the file, or only what comes. */
  readonly from: 'start' | 'end';
  readonly pollMs?: number;
}

/**
 * Follows a log file by looking at it: through rotation (another inode under the name, the old one read to its end),
 * truncation (copytruncate), and absence. One bounded read at a time; lines arrive in order.
 */
export class FileSource {
  readonly #options: FileSourceOptions;
  readonly #splitter: LineSplitter;
  readonly #chunk = Buffer.allocUnsafe(262_144);
  #file: number | null = null;
  #inode = 0;
  #at = 0;
  /** What stands before `#at`: when it no longer does, the file was emptied and has grown past it again. */
  #known: Buffer = Buffer.alloc(0);
  #size = 0;
  #missing = false;
  #first = true;
  #timer: NodeJS.Timeout | null = null;
  #stopped = false;
  #working: Promise<void> = Promise.resolve();

  constructor(options: FileSourceOptions) {
    this.#options = options;
    this.#splitter = new LineSplitter(options.onLine);
  }

  /** Bytes written to the file and not read yet: the lag. */
  get behind(): number {
    return Math.max(0, this.#size - this.#at);
  }

  start(): void {
    this.#working = this.#tick();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#working;
    await this.#close();
  }

  async #tick(): Promise<void> {
    try {
      await this.poll();
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
      await this.#lose(`${this.#options.path} can't be read (${String(error.code)}); trying again`);
    }
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#working = this.#tick();
    }, this.#options.pollMs ?? 250);
  }

  /** Reads everything there is now. */
  async poll(): Promise<void> {
    const now = await inodeAt(this.#options.path);
    if (this.#file !== null) await this.#readOn();
    if (now === null) {
      await this.#lose(`${this.#options.path} is not there; waiting for it`);
      return;
    }
    if (this.#file === null || now !== this.#inode) await this.#openNew();
  }

  async #openNew(): Promise<void> {
    await this.#close();
    const file = await openFile(this.#options.path, 'r');
    const info = await statOpen(file);
    this.#file = file;
    this.#inode = info.ino;
    // Only what stood there before the guard came is skipped; a file that appears later is new in full.
    this.#at = this.#first && !this.#missing && this.#options.from === 'end' ? info.size : 0;
    this.#known = await this.#before(file, this.#at);
    this.#first = false;
    if (this.#missing) this.#options.onState(`${this.#options.path} is there; reading it`);
    this.#missing = false;
    await this.#readOn();
  }

  async #readOn(): Promise<void> {
    if (this.#file === null) return;
    for (;;) {
      const { size } = await statOpen(this.#file);
      this.#size = size;
      if (size < this.#at) this.#startOver();
      if (size === this.#at) return;
      const from = this.#at - this.#known.length;
      const { bytesRead } = await readAt(this.#file, this.#chunk, 0, this.#chunk.length, from);
      const bytes = this.#chunk.subarray(0, bytesRead);
      if (!bytes.subarray(0, this.#known.length).equals(this.#known)) {
        this.#startOver();
        continue;
      }
      const fresh = bytes.subarray(this.#known.length);
      if (fresh.length === 0) return;
      this.#at += fresh.length;
      this.#known = Buffer.from(bytes.subarray(-knownBytes));
      this.#splitter.push(fresh);
      if (this.#stopped) return;
    }
  }

  async #before(file: number, at: number): Promise<Buffer> {
    const bytes = Buffer.alloc(Math.min(at, knownBytes));
    const { bytesRead } = await readAt(file, bytes, 0, bytes.length, at - bytes.length);
    return bytes.subarray(0, bytesRead);
  }

  /** The file is another now: half a line of the old one must not become the head of the new one's first. */
  #startOver(): void {
    this.#at = 0;
    this.#known = Buffer.alloc(0);
    this.#splitter.forget();
  }

  async #lose(message: string): Promise<void> {
    await this.#close();
    this.#first = false;
    if (this.#missing) return;
    this.#missing = true;
    this.#options.onState(message);
  }

  async #close(): Promise<void> {
    if (this.#file === null) return;
    const file = this.#file;
    this.#file = null;
    this.#splitter.flush();
    await closeFile(file);
  }
}

const knownBytes = 64;

async function inodeAt(path: string): Promise<number | null> {
  try {
    return (await statPath(path)).ino;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
