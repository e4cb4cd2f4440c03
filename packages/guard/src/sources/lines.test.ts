import { array, assert, integer, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { LineSplitter, longestLine } from './lines.ts';

const split = (bytes: Buffer, sizes: readonly number[]) => {
  const lines: string[] = [];
  const splitter = new LineSplitter((line) => lines.push(line));
  let at = 0;
  for (const size of [...sizes, bytes.length]) {
    splitter.push(bytes.subarray(at, at + size));
    at += size;
  }
  splitter.flush();
  return lines;
};

test('lines are the same however the bytes arrive', () => {
  const text = array(string({ unit: 'grapheme', maxLength: 20 })).map((lines) => lines.join('\n'));
  assert(
    property(text, array(integer({ min: 0, max: 9 }), { maxLength: 30 }), (whole, sizes) => {
      const expected = whole
        .split('\n')
        .map((line) => line.replace(/\r$/, ''))
        .filter((line) => line !== '');
      expect(split(Buffer.from(whole), sizes)).toEqual(expected);
    }),
  );
});

test('a line of a megabyte is cut and the next one is whole', () => {
  const bytes = Buffer.from(`${'x'.repeat(1_000_000)}\nnext\n`);
  const lines = split(bytes, [65_536, 65_536, 300_000]);
  expect(lines.length).toBe(2);
  expect(lines[0]?.length).toBeLessThanOrEqual(longestLine + 65_536);
  expect(lines[1]).toBe('next');
});

test('invalid UTF-8 and control bytes make no line disappear', () => {
  const lines = split(Buffer.from([0x61, 0xff, 0xfe, 0x0a, 0x00, 0x1b, 0x0a, 0x62, 0x0d, 0x0a]), []);
  expect(lines).toEqual(['a\ufffd\ufffd', '\0\x1b', 'b']);
});
