import { chmodSync, closeSync, openSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';

/** A command that a running server performs for another process of its owner. Input and output travel as JSON. */
export interface ControlCommand<Input = unknown> {
  input: z.ZodType<Input>;
  run(input: Input): Promise<unknown>;
}

/** The server performed the command and it failed there; the message is the server's. */
export class ControlFailed extends Error {
  override readonly name = 'ControlFailed';
}

const longestRequest = 64 * 1024;
const longestAnswer = 16 * 1024 * 1024;
const askingTimeoutMs = 5000;

/**
 * Listens on `control.sock` in the data directory, which only its owner can reach, until the returned function is
 * called. One request a connection: `{"command", "input"}` and a line end. The caller holds the directory, so a
 * socket that lies there is a dead process's.
 */
export async function serveControl(
  dataDirectory: string,
  commands: Readonly<Record<string, ControlCommand>>,
): Promise<() => Promise<void>> {
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // The other side may be gone before its answer: nobody is left to tell.
    socket.on('error', () => socket.destroy());
    socket.setTimeout(askingTimeoutMs, () => socket.destroy());
    answer(socket, commands).catch(() => socket.destroy());
  });
  const file = join(dataDirectory, 'control.sock');
  rmSync(file, { force: true });
  await withSocketPath(dataDirectory, async (path) => {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(path, resolve);
    });
  });
  chmodSync(file, 0o600);
  return async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
    rmSync(file, { force: true });
  };
}

/**
 * Asks the server that holds the data directory to perform a command. Null when none listens there; throws
 * `ControlFailed` when the command fails.
 */
export async function askControl(
  dataDirectory: string,
  command: string,
  input: unknown,
): Promise<{ output: unknown } | null> {
  const socket = await withSocketPath(dataDirectory, tryConnect);
  if (socket === null) return null;
  socket.end(`${JSON.stringify({ command, input })}\n`);
  const line = await readLine(socket, longestAnswer);
  const reply = answerLine.safeParse(parse(line));
  if (!reply.success) throw new ControlFailed('The running server ended before it answered.');
  if (!reply.data.ok) throw new ControlFailed(reply.data.error);
  return { output: reply.data.output };
}

async function answer(socket: Socket, commands: Readonly<Record<string, ControlCommand>>): Promise<void> {
  const line = await readLine(socket, longestRequest);
  socket.setTimeout(0);
  const reply = await perform(line, commands).then(
    (output) => ({ ok: true, output: output ?? null }),
    (error: unknown) => ({ ok: false, error: error instanceof Error ? error.message : String(error) }),
  );
  socket.end(`${JSON.stringify(reply)}\n`);
}

async function perform(line: string, commands: Readonly<Record<string, ControlCommand>>): Promise<unknown> {
  const { command, input } = request.parse(parse(line));
  const found = Object.hasOwn(commands, command) ? commands[command] : undefined;
  if (!found)
    throw new Error(`The running server does not know the command "${command}". Is it an older release?`);
  return found.run(found.input.parse(input));
}

/** The first line, or what came of it; throws when it is longer than allowed. */
async function readLine(socket: Socket, longest: number): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    const bytes: Buffer = chunk;
    const end = bytes.indexOf(0x0a);
    chunks.push(end < 0 ? bytes : bytes.subarray(0, end));
    length += bytes.length;
    if (length > longest)
      throw new ControlFailed(`A line of more than ${longest} bytes came over control.sock.`);
    if (end >= 0) break;
  }
  return Buffer.concat(chunks).toString();
}

async function tryConnect(path: string): Promise<Socket | null> {
  const socket = connect(path);
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve).once('error', reject);
    });
    return socket;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT' || code === 'ECONNREFUSED') return null;
    throw error;
  }
}

// The kernel allows about a hundred bytes of path; Linux offers a short one through an open directory.
async function withSocketPath<T>(dataDirectory: string, use: (path: string) => Promise<T>): Promise<T> {
  const path = join(dataDirectory, 'control.sock');
  if (Buffer.byteLength(path) < 100 || process.platform !== 'linux') return use(path);
  const directory = openSync(dataDirectory, 'r');
  try {
    return await use(`/proc/self/fd/${directory}/control.sock`);
  } finally {
    closeSync(directory);
  }
}

const request = z.object({ command: z.string(), input: z.unknown() });
const answerLine = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), output: z.unknown() }),
  z.object({ ok: z.literal(false), error: z.string() }),
]);

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
