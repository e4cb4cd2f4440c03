import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { folderWith } from '../test/workspace.ts';
import { zipOf } from './test/zip-of.ts';
import { ZipFailure, zipEntries } from './zip.ts';

const read = (bytes: Buffer) => [...entriesOf(bytes)].map(({ name, text }) => [name, text]);

function* entriesOf(bytes: Buffer) {
  const path = join(folderWith({}), 'a.zip');
  writeFileSync(path, bytes);
  for (const entry of zipEntries(path)) yield { name: entry.name, text: entry.content().toString('utf8') };
}

test('the files of an archive come out as they went in', () => {
  const files = { 'GHSA-a.json': '{"id": "GHSA-a"}', 'npm/é.json': 'x'.repeat(100_000), empty: '' };
  expect(Object.fromEntries(read(zipOf(files)))).toEqual(files);
});

test('a bomb that says its size is refused before it is unpacked, one that lies while it is', () => {
  const zeros = { 'bomb.json': '0'.repeat(20_000_000) };
  expect(() => read(zipOf(zeros))).toThrow(/larger than any advisory/);
  expect(() => read(zipOf(zeros, { plain: 1000 }))).toThrow(/does not unpack/);
});

test('an encrypted entry and what is no archive are named', () => {
  expect(() => read(zipOf({ a: 'x' }, { flags: 1 }))).toThrow(/encrypted/);
  expect(() => read(Buffer.from('<html>'))).toThrow(ZipFailure);
});

test('whatever is changed in an archive, nothing but ZipFailure is thrown', () => {
  const whole = zipOf({ 'a.json': '{"id": "GHSA-a"}', 'b.json': '{}' });
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.boolean(), (at, value, cut) => {
      const bytes = Buffer.from(whole);
      bytes[at] = value;
      try {
        read(cut ? bytes.subarray(0, at) : bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(ZipFailure);
      }
    }),
    { numRuns: 300 },
  );
});
