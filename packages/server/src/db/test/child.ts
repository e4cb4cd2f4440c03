import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface Child {
  process: ChildProcess;
  /** Lines of standard output so far. */
  lines: string[];
  /** Waits for a line of standard output that contains the text. */
  line(text: string): Promise<string>;
  /** Ends the process as a power cut would, and waits until it is gone. */
  kill(): Promise<void>;
  /** Waits for its own end: the exit status and standard error. */
  end(): Promise<{ status: number | null; error: string }>;
}

/** Runs a module of this folder in a process of its own, as another user when `uid` says so. */
export function startChild(module: string, args: string[], uid?: number): Child {
  const child = spawn(process.execPath, [new URL(module, import.meta.url).pathname, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 30_000,
    ...(uid !== undefined && { uid, gid: uid }),
  });
  const lines: string[] = [];
  let error = '';
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => lines.push(line));
  child.stderr.on('data', (chunk) => {
    error += String(chunk);
  });
  const closed = once(child, 'close');
  return {
    process: child,
    lines,
    line: async (text) => {
      for (;;) {
        const found = lines.find((line) => line.includes(text));
        if (found !== undefined) return found;
        const next = await Promise.race([once(reader, 'line'), closed.then(() => null)]);
        if (next === null) throw new Error(`The process ended without saying "${text}": ${error}`);
      }
    },
    kill: async () => {
      child.kill('SIGKILL');
      await closed;
    },
    end: async () => {
      await closed;
      return { status: child.exitCode, error };
    },
  };
}
