import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { draft } from '../db/tables/bugs.ts';
import { openTestDatabase, type TestDatabase } from '../db/test/database.ts';
import { newId } from '../id.ts';
import { attachFile } from './attach.ts';
import { contentDisposition, safeFileName } from './file-name.ts';
import { type FileStore, openLocalFiles } from './file-store.ts';
import { fileLimits } from './limits.ts';
import { mediaTypeOf } from './media-type.ts';
import { prepareFile } from './prepare.ts';
import { serveFile } from './serve.ts';
import { attachmentsOf, deleteAttachment } from './store.ts';
import { removeStrayFiles } from './sweep.ts';

let database: TestDatabase;
let directory: string;
let files: FileStore;
const now = new Date('2026-11-24T10:00:00Z');
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'bugheist-files-'));
  files = await openLocalFiles(join(directory, 'kept'));
  database = await openTestDatabase();
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await rm(directory, { recursive: true });
});

async function newDraft(): Promise<string> {
  const id = newId(now);
  const row = { id, tokenHash: Buffer.from(id), content: {}, createdAt: now, updatedAt: now };
  await database.query.insert(draft).values(row);
  return id;
}

async function attach(bytes: Uint8Array, fileName: string, draftId: string, size = bytes.length) {
  const path = join(directory, newId());
  await writeFile(path, bytes);
  const prepared = await prepareFile({ fileName, path, bytes: size });
  return database.transaction((tx) =>
    attachFile(tx, files, { prepared, owner: { draftId }, uploaderId: null }, now),
  );
}

async function attached(bytes: Uint8Array, fileName: string) {
  const outcome = await attach(bytes, fileName, await newDraft());
  if (!outcome.ok) throw new Error(`Expected the file to be kept, ran into ${outcome.limit}.`);
  const served = await serveFile(files, outcome.attachment, 'content');
  return { ...outcome.attachment, served, content: await buffer(served.stream) };
}

const picture = (options: { width?: number; height?: number } = {}) =>
  sharp({ create: { width: 40, height: 20, channels: 3, background: '#c33', ...options } });

test('camera, place and author are gone from a photograph, its orientation is applied', async () => {
  const photograph = await picture()
    .jpeg()
    .withExif({ IFD0: { Artist: 'Rita Hunter' }, IFD3: { GPSLatitude: '51/1 28/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .toBuffer();
  expect(photograph.includes('Rita Hunter')).toBe(true);
  const kept = await attached(photograph, 'photo.jpg');
  expect(await sharp(kept.content).metadata()).not.toHaveProperty('exif');
  expect(kept.content.includes('Rita Hunter')).toBe(false);
  expect([kept.width, kept.height, kept.isImage]).toEqual([20, 40, true]);
});

test('a picture that is also a web page or an archive is only a picture afterwards', async () => {
  const tails = ['<script>alert(document.domain)</script>', 'PK\u0003\u0004evil.exe'];
  for (const [index, tail] of tails.entries()) {
    const original = index === 0 ? await picture().png().toBuffer() : await picture().gif().toBuffer();
    const kept = await attached(Buffer.concat([original, Buffer.from(tail)]), 'x.html');
    expect(kept.content.includes(tail)).toBe(false);
    expect(kept.mediaType).toBe(index === 0 ? 'image/png' : 'image/webp');
    expect(kept.fileName).toBe(index === 0 ? 'x.png' : 'x.webp');
  }
});

test('a script that calls itself a picture is offered for saving, never shown', async () => {
  for (const content of ['<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', '<html><script>']) {
    const kept = await attached(Buffer.from(content), 'shot.png');
    expect(kept.isImage).toBe(false);
    expect(kept.served.contentType).toBe('text/plain; charset=utf-8');
    expect(kept.served.headers['content-disposition']).toMatch(/^attachment; /);
  }
});

test('a decompression bomb is not unpacked and not shown', async () => {
  const bomb = pngClaiming(60_000, 60_000);
  const kept = await attached(bomb, 'bomb.png');
  expect([kept.isImage, kept.mediaType]).toEqual([false, 'application/octet-stream']);
  expect(process.memoryUsage().rss).toBeLessThan(1_500_000_000);
});

test('an animation stays one, as WebP', async () => {
  const frame = await picture().png().toBuffer();
  const gif = await sharp([frame, await picture({}).negate().png().toBuffer()], { join: { animated: true } })
    .gif()
    .toBuffer();
  const kept = await attached(gif, 'loop.gif');
  expect(await sharp(kept.content).metadata()).toMatchObject({ format: 'webp', pages: 2 });
  expect([kept.width, kept.height]).toEqual([40, 20]);
});

test('names never leave their folder, hide their ending or break the header', async () => {
  expect(safeFileName('../../etc/passwd')).toBe('passwd');
  expect(safeFileName('C:\\temp\\..\\x.exe')).toBe('x.exe');
  expect(safeFileName('photo\u202egnp.exe')).toBe('photognp.exe');
  expect(safeFileName('...')).toBe('file');
  expect(safeFileName(`${'a'.repeat(500)}.png`)).toHaveLength(120);
  const header = contentDisposition('attachment', safeFileName('a"\r\nset-cookie: x=1; "ü.png'));
  expect(header).toMatch(/^attachment; filename="[\x20-\x7e]*"; filename\*=UTF-8''[\w.%~!-]*$/);
  await attached(Buffer.from('x'), '../../../escape.txt');
  expect(await readdir(directory)).not.toContain('escape.txt');
});

test('a key that is no id never reaches the disk', async () => {
  for (const id of ['../../etc/passwd', '', 'a/b', `${newId()}/..`])
    await expect(files.open({ id, part: 'content' })).rejects.toThrow(TypeError);
});

test('the content says what a file is, not its sender', () => {
  const type = (text: string) => mediaTypeOf(Buffer.from(text, 'latin1'));
  expect(type('GET / HTTP/1.1\r\n')).toBe('text/plain');
  expect(type('%PDF-1.7')).toBe('application/pdf');
  expect(type('RIFF\0\0\0\0WAVE')).toBe('application/octet-stream');
  expect(type('\xff\xfe\x00')).toBe('application/octet-stream');
});

test('each limit is kept and named', async () => {
  const draftId = await newDraft();
  const text = Buffer.from('x');
  expect(await attach(text, 'a', draftId, fileLimits.perFile + 1)).toEqual({ ok: false, limit: 'perFile' });
  for (let count = 0; count < fileLimits.filesPerReport; count++) await attach(text, 'a', draftId);
  expect(await attach(text, 'a', draftId)).toEqual({ ok: false, limit: 'filesPerReport' });
});

test('a file is removed by its owner alone', async () => {
  const mine = await newDraft();
  const outcome = await attach(Buffer.from('x'), 'a.txt', mine);
  const id = outcome.ok ? outcome.attachment.id : '';
  expect(await deleteAttachment(database.query, { draftId: await newDraft() }, id)).toBe(false);
  expect(await attachmentsOf(database.query, { draftId: mine })).toHaveLength(1);
  expect(await deleteAttachment(database.query, { draftId: mine }, id)).toBe(true);
});

test('files without a row are swept up after a day, others stay', async () => {
  const store = await openLocalFiles(join(directory, 'swept'));
  const [stray, young] = [newId(new Date(now.getTime() - 2 * 86_400_000)), newId(now)];
  for (const id of [stray, young]) await store.put({ id, part: 'content' }, Buffer.from('x'));
  expect(await removeStrayFiles(database.query, store, now)).toBe(1);
  await expect(store.open({ id: stray, part: 'content' })).rejects.toThrow('found none');
  expect(await store.open({ id: young, part: 'content' })).toBeDefined();
});

/** A PNG of a few bytes whose header promises that many pixels. */
function pngClaiming(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const chunks = [
    ['IHDR', header],
    ['IDAT', deflateSync(Buffer.alloc(1_000_000))],
    ['IEND', Buffer.alloc(0)],
  ] as const;
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    ...chunks.map(([name, content]) => {
      const body = Buffer.concat([Buffer.from(name, 'latin1'), content]);
      const frame = Buffer.alloc(8);
      frame.writeUInt32BE(content.length, 0);
      frame.writeUInt32BE(crc32(body), 4);
      return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
    }),
  ]);
}
