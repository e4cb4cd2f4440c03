import { expect, test } from 'vitest';
import { csvOf } from './csv.ts';

test('a cell with a comma, a quote or a line break is quoted', () => {
  const rows = [{ title: 'It says "no", twice', count: 2, at: new Date(0), gone: null }];
  expect(csvOf(rows)).toBe('title,count,at,gone\r\n"It says ""no"", twice",2,1970-01-01T00:00:00.000Z,\r\n');
  expect(csvOf([{ text: 'a\nb' }])).toBe('text\r\n"a\nb"\r\n');
});

test('a text that a spreadsheet would run is a text (CSV injection)', () => {
  expect(csvOf([{ title: '=HYPERLINK("http://evil.test")', score: -1 }])).toContain(
    `"'=HYPERLINK(""http://evil.test"")",-1`,
  );
});

test('no rows make an empty file', () => {
  expect(csvOf([])).toBe('');
});
