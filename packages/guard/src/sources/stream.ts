import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { LineSplitter } from './lines.ts';

/** Reads a stream (stdin, a pipe) to its end, line by line; waits for nobody but the stream. */
export async function readStream(stream: Readable, onLine: (line: string) => void): Promise<void> {
  const splitter = new LineSplitter(onLine);
  for await (const chunk of stream)
    splitter.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk)));
  splitter.flush();
}

export interface JournalSourceOptions {
  /** Units or syslog identifiers, as `journalctl` takes them (`_COMM=sshd`, `--unit=ssh`). */
  readonly matches: readonly string[];
  readonly onLine: (line: string) => void;
  readonly onState: (message: string) => void;
  /** The program; another name for tests. */
  readonly command?: string;
}

/** Follows systemd's journal through `journalctl --follow --output=json`, restarted with a growing pause when it ends. */
export class JournalSource {
  readonly #options: JournalSourceOptions;
  #child: ChildProcess | null = null;
  #timer: NodeJS.Timeout | null = null;
  #stopped = false;
  #pauseMs = 1000;

  constructor(options: JournalSourceOptions) {
    this.#options = options;
  }

  start(): void {
    const { matches, onLine, onState, command = 'journalctl' } = this.#options;
    const args = ['--follow', '--output=json', '--lines=0', '--no-pager', ...matches];
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    this.#child = child;
    const splitter = new LineSplitter((line) => {
      this.#pauseMs = 1000;
      onLine(line);
    });
    child.stdout.on('data', (chunk: Buffer) => splitter.push(chunk));
    child.once('error', (error) => this.#again(`${command} can't be started: ${error.message}`, onState));
    child.once('exit', (code) => this.#again(`${command} ended with ${code ?? 'a signal'}`, onState));
  }

  stop(): void {
    this.#stopped = true;
    if (this.#timer) clearTimeout(this.#timer);
    this.#child?.kill();
  }

  #again(message: string, onState: (message: string) => void): void {
    if (this.#stopped || this.#timer) return;
    onState(`${message}; trying again in ${Math.round(this.#pauseMs / 1000)} s`);
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.start();
    }, this.#pauseMs);
    this.#pauseMs = Math.min(60_000, this.#pauseMs * 2);
  }
}
