import { once } from 'node:events';
import {
  closeSync,
  createReadStream,
  createWriteStream,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { finished, pipeline } from 'node:stream/promises';
import { StringDecoder } from 'node:string_decoder';
import { createGunzip, createGzip } from 'node:zlib';
import { type BackupRecord, marker } from './record.ts';
import { BackupRefused } from './refused.ts';

/** Writes records to a new file, readable by its owner alone, and gives its size once it is on the disk. */
export async function writeBackup(file: string, records: AsyncIterable<BackupRecord>): Promise<number> {
  if (existsSync(file)) throw new BackupRefused(`${file} exists already; a backup never overwrites one.`);
  const draft = `${file}.part`;
  const gzip = createGzip();
  const output = createWriteStream(draft, { flags: 'w', mode: 0o600 });
  const written = pipeline(gzip, output);
  try {
    await Promise.race([feed(gzip, records), written]);
    gzip.end();
    await written;
  } catch (error) {
    gzip.destroy();
    await finished(output).catch(() => undefined);
    if (existsSync(draft)) rmSync(draft);
    throw unwritable(file, error) ?? error;
  }
  const descriptor = openSync(draft, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
  renameSync(draft, file);
  return statSync(file).size;
}

function unwritable(file: string, error: unknown): BackupRefused | null {
  const { syscall, code } = error as NodeJS.ErrnoException;
  if (syscall !== 'open' && syscall !== 'write') return null;
  const why =
    code === 'ENOENT' || code === 'ENOTDIR'
      ? 'its folder does not exist'
      : code === 'ENOSPC'
        ? 'the disk is full'
        : `this user may not write there (${code})`;
  return new BackupRefused(`${file} cannot be written: ${why}.`, { cause: error });
}

async function feed(gzip: NodeJS.WritableStream, records: AsyncIterable<BackupRecord>): Promise<void> {
  for await (const record of records) if (!gzip.write(`${encode(record)}\n`)) await once(gzip, 'drain');
}

/** Reads the records of a backup file. Throws `BackupRefused` when it is none, or damaged. */
export async function* readBackup(file: string): AsyncGenerator<BackupRecord> {
  const gunzip = createGunzip();
  // A failure of either stream comes out of reading the second; here it would be heard twice.
  const piped = pipeline(createReadStream(file), gunzip).catch(() => undefined);
  try {
    for await (const line of linesOf(gunzip)) yield decode(line);
  } catch (error) {
    if (error instanceof BackupRefused) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new BackupRefused(`${file} is no whole BugHeist backup: ${reason}.`, { cause: error });
  } finally {
    gunzip.destroy();
    await piped;
  }
}

// Not node:readline: it also ends lines at U+2028, which people's texts may hold.
async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + decoder.write(chunk)).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

function encode(record: BackupRecord): string {
  if (record.is === 'row') return record.line;
  if (record.is === 'piece') return `"${record.data.toString('base64')}"`;
  return JSON.stringify(record);
}

function decode(line: string): BackupRecord {
  if (line.startsWith('[')) return { is: 'row', line };
  if (line.startsWith('"')) return { is: 'piece', data: Buffer.from(line.slice(1, -1), 'base64') };
  const parsed = marker.safeParse(parse(line));
  if (parsed.success) return parsed.data;
  throw new BackupRefused('The backup is damaged: a line of it cannot be read. Nothing was restored.');
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
