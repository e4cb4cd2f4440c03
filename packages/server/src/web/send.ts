import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyReply } from 'fastify';
import type { Reply } from './reply.ts';
import { filePolicy, framedPolicy } from './security-headers.ts';

const compress = promisify(gzip);
const worthCompressing = 1400;

/** What a reply becomes on the wire before compression. */
export interface Rendered {
  status: number;
  contentType: string;
  body: string;
  headers: Record<string, string>;
}

/** Sends text, compressed when the client takes gzip. Nothing that belongs to one person is ever kept by a cache. */
export async function sendText(
  reply: FastifyReply,
  rendered: Rendered,
  acceptEncoding: string | undefined,
): Promise<void> {
  reply.code(rendered.status).header('content-type', rendered.contentType);
  if (!('cache-control' in rendered.headers)) reply.header('cache-control', 'private, no-store');
  for (const [name, value] of Object.entries(rendered.headers)) reply.header(name, value);
  if (rendered.body.length < worthCompressing || !/\bgzip\b/.test(acceptEncoding ?? '')) {
    await reply.send(rendered.body);
    return;
  }
  reply.header('vary', 'accept-encoding').header('content-encoding', 'gzip');
  await reply.send(await compress(rendered.body, { level: 5 }));
}

/** Sends a file as a download or image that can do nothing: no script, no sniffing, no embedding elsewhere. */
export async function sendFile(reply: FastifyReply, file: Extract<Reply, { type: 'file' }>): Promise<void> {
  reply.header('content-security-policy', filePolicy).header('cache-control', 'private, no-store');
  reply.header('content-type', file.contentType);
  for (const [name, value] of Object.entries(file.headers)) reply.header(name, value);
  await reply.send(file.stream);
}

/** Headers of a piece of a page; one shown in a frame of ours gets the policy of a frame. */
export const fragmentHeaders = (framed: boolean): Record<string, string> =>
  framed ? { 'content-security-policy': framedPolicy, 'x-frame-options': 'SAMEORIGIN' } : {};

/** Nobody follows for ever: a browser comes back by itself, and is then asked again whether it may. */
const longestStreamMs = 15 * 60_000;
const mostUnread = 64_000;

/**
 * Opens a stream of server-sent events; `start` gets the function that sends and the one that ends the stream, and
 * returns what to do when it has ended.
 */
export function sendEvents(reply: FastifyReply, { start }: Extract<Reply, { type: 'events' }>): void {
  const { raw } = reply;
  const headers = {
    ...reply.getHeaders(),
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    // nginx would keep the events until its buffer is full.
    'x-accel-buffering': 'no',
  };
  reply.hijack();
  raw.writeHead(200, headers as Record<string, string>);
  raw.flushHeaders();
  const write = (text: string) => {
    // Whoever reads nothing for so long is gone, or wants to fill the memory.
    if (raw.writableLength > mostUnread) raw.destroy();
    else raw.write(text);
  };
  const stop = start(
    (event, content, id) =>
      write(`${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(content)}\n\n`),
    () => raw.end(),
  );
  const longest = setTimeout(() => raw.end(), longestStreamMs);
  const beat = setInterval(() => write(': still here\n\n'), 25_000);
  raw.on('close', () => {
    clearInterval(beat);
    clearTimeout(longest);
    stop();
  });
}
