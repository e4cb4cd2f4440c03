/** What the command line touches outside itself, so that tests and the server's command can hand in their own. */
export interface ScanIo {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
  /** The report. */
  out(text: string): void;
  /** Progress and complaints. */
  err(text: string): void;
  /** Is `out`, and is `err`, a terminal? */
  readonly outIsTerminal: boolean;
  readonly errIsTerminal: boolean;
  /** How wide the terminals are; null for what is none. */
  readonly columns: { readonly out: number | null; readonly err: number | null };
  /** What this program was called as: alone, or as a command of the server's. */
  readonly command: 'bugheist-scan' | 'bugheist scan';
  fetch(url: string, init: RequestInit): Promise<Response>;
}

/** What a program ends with whose reader has gone, as `head` does: 128 and the number of SIGPIPE. */
const brokenPipe = 141;

export function processIo(): ScanIo {
  process.stdout.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(brokenPipe);
    throw error;
  });
  return {
    cwd: process.cwd(),
    env: process.env,
    now: () => new Date(),
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    outIsTerminal: process.stdout.isTTY === true,
    errIsTerminal: process.stderr.isTTY === true,
    // Asked anew each time: a window can be resized.
    get columns() {
      return { out: process.stdout.columns ?? null, err: process.stderr.columns ?? null };
    },
    command: /[\\/]bugheist-scan(\.js)?$/.test(process.argv[1] ?? '') ? 'bugheist-scan' : 'bugheist scan',
    fetch: (url, init) => fetch(url, init),
  };
}
