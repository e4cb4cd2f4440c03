import { spawn } from 'node:child_process';

/** A program that failed, with what it said. */
export class ProgramError extends Error {
  constructor(command: string, why: string) {
    super(`${command} failed: ${why}`);
    this.name = 'ProgramError';
  }
}

/** Runs a program without a shell, `input` on its stdin; resolves to its stdout. Rejects with ProgramError. */
export function runProgram(argv: readonly string[], input = '', timeoutMs = 15_000): Promise<string> {
  const [command = '', ...args] = argv;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'], timeout: timeoutMs });
    let out = '';
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString('utf8');
    });
    child.stderr.on('data', (chunk: Buffer) => {
      if (said.length < 4000) said += chunk.toString('utf8');
    });
    // A program that ends before reading its input breaks the pipe; its exit says why.
    child.stdin.on('error', () => child.stdin.destroy());
    child.once('error', (error) => reject(new ProgramError(command, error.message)));
    child.once('close', (code, signal) => {
      if (code === 0) resolve(out);
      else reject(new ProgramError(command, said.trim() || `it ended with ${code ?? signal}`));
    });
    child.stdin.end(input);
  });
}
