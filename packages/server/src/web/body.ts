import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy } from '@fastify/busboy';
import { Refusal } from '../refusal.ts';
import { gatherValues } from './gather-values.ts';
import type { BodyType, FormValues } from './route.ts';

/** A file of a multipart form, on disk until the answer is sent. The name is the sender's: never a path. */
export interface UploadedFile {
  field: string;
  fileName: string;
  /** As claimed by the sender. */
  mediaType: string;
  path: string;
  bytes: number;
  sha256: Uint8Array;
  /** What the route's `prepareFile` made of it; null without one. */
  prepared: unknown;
}

export interface ReadBody {
  values: FormValues;
  json: unknown;
  files: readonly UploadedFile[];
  /** Removes the files of the form. */
  dispose(): Promise<void>;
}

export interface BodyLimits {
  maxBytes: number;
  maxFiles: number;
  maxFileBytes: number;
}

const mediaTypes: Record<BodyType, string> = {
  form: 'application/x-www-form-urlencoded',
  multipart: 'multipart/form-data',
  json: 'application/json',
};
const nothing = async () => undefined;

/** Reads a body of the one type the route takes. Throws a Refusal for another type, a malformed or an oversized body. */
export async function readBody(
  request: IncomingMessage,
  type: BodyType,
  limits: BodyLimits,
): Promise<ReadBody> {
  const claimed = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const expected = type === 'json' && claimed === 'application/merge-patch+json' ? claimed : mediaTypes[type];
  if (claimed !== expected)
    throw new Refusal(
      'unsupported-media-type',
      `Expected ${mediaTypes[type]}, got ${claimed || 'no Content-Type'}.`,
    );
  if (Number(request.headers['content-length'] ?? 0) > limits.maxBytes) throw tooLarge(limits.maxBytes);
  if (type === 'multipart') return readMultipart(request, limits);
  const body = await readAll(request, limits.maxBytes);
  if (type === 'json') return { values: {}, json: parseJson(body), files: [], dispose: nothing };
  return { values: gatherValues(new URLSearchParams(body)), json: undefined, files: [], dispose: nothing };
}

async function readAll(request: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw tooLarge(maxBytes);
      chunks.push(chunk);
    }
  } catch (cause) {
    if (cause instanceof Refusal) throw cause;
    // The client went away or was cut off: its business, no failure of the server to be logged.
    throw new Refusal('bad-request', 'The request arrived incomplete. Please send it again.', { cause });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch (cause) {
    throw new Refusal('bad-request', 'Expected text in UTF-8, got other bytes.', { cause });
  }
}

function parseJson(body: string): unknown {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch (cause) {
    throw new Refusal('bad-request', 'Expected a JSON document, got something that does not parse.', {
      cause,
    });
  }
  if (isDeeperThan(json, deepestJson))
    throw new Refusal('bad-request', `Expected JSON at most ${deepestJson} levels deep, got a deeper one.`);
  return json;
}

/** JSON.parse takes any depth; what walks the document afterwards, JSON.stringify first, calls itself for each level. */
const deepestJson = 100;
const isDeeperThan = (value: unknown, levels: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((inner) => isDeeperThan(inner, levels - 1)));

async function readMultipart(request: IncomingMessage, limits: BodyLimits): Promise<ReadBody> {
  const directory = await mkdtemp(join(tmpdir(), 'bugheist-upload-'));
  const dispose = () => rm(directory, { recursive: true, force: true });
  try {
    const { pairs, files } = await receiveParts(request, directory, limits);
    return { values: gatherValues(pairs), json: undefined, files, dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

async function receiveParts(request: IncomingMessage, directory: string, limits: BodyLimits) {
  const pairs: [string, string][] = [];
  const writing: Promise<UploadedFile | null>[] = [];
  const parser = multipartParser(request, limits);
  const failures: Refusal[] = [];
  parser.on('field', (name: string, value: string) => pairs.push([name, value]));
  parser.on('file', (field, stream, fileName, _encoding, mediaType) => {
    stream.on('limit', () => failures.push(fileTooLarge(fileName, limits.maxFileBytes)));
    const path = join(directory, String(writing.length));
    writing.push(store(stream, { field, fileName: fileName ?? '', mediaType, path }));
  });
  parser.on('filesLimit', () =>
    failures.push(new Refusal('too-large', `At most ${limits.maxFiles} files at once.`)),
  );
  parser.on('fieldsLimit', () => failures.push(new Refusal('too-large', 'The form has too many fields.')));
  try {
    await pipeline(request, limitBytes(limits.maxBytes), parser);
  } catch (cause) {
    await Promise.allSettled(writing);
    if (cause instanceof Refusal) throw cause;
    throw new Refusal('bad-request', 'The form arrived incomplete. Please send it again.', { cause });
  }
  const files = (await Promise.all(writing)).filter((file) => file !== null);
  if (failures[0]) throw failures[0];
  return { pairs, files };
}

function multipartParser({ headers }: IncomingMessage, limits: BodyLimits): InstanceType<typeof Busboy> {
  try {
    return new Busboy({
      headers: { ...headers, 'content-type': headers['content-type'] ?? '' },
      limits: {
        files: limits.maxFiles,
        fileSize: limits.maxFileBytes,
        fields: 200,
        fieldSize: 200_000,
        parts: 300,
      },
    });
  } catch (cause) {
    throw new Refusal('bad-request', 'Expected multipart/form-data with a boundary, got none.', { cause });
  }
}

async function store(
  stream: NodeJS.ReadableStream,
  file: Omit<UploadedFile, 'bytes' | 'sha256' | 'prepared'>,
): Promise<UploadedFile | null> {
  const hash = createHash('sha256');
  let bytes = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  await pipeline(stream, measure, createWriteStream(file.path, { mode: 0o600 }));
  // A file input left empty is sent as a nameless file of no bytes.
  return bytes === 0 && file.fileName === ''
    ? null
    : { ...file, bytes, sha256: hash.digest(), prepared: null };
}

function limitBytes(maxBytes: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > maxBytes) done(tooLarge(maxBytes));
      else done(null, chunk);
    },
  });
}

const tooLarge = (maxBytes: number) =>
  new Refusal('too-large', `At most ${megabytes(maxBytes)} can be sent at once. Please send less.`);
const fileTooLarge = (name: string, maxBytes: number) =>
  new Refusal('too-large', `"${name}" is larger than ${megabytes(maxBytes)}, the most a file may have.`);
const megabytes = (bytes: number) =>
  bytes >= 1_000_000 ? `${Math.round(bytes / 1_000_000)} MB` : `${Math.round(bytes / 1000)} kB`;
