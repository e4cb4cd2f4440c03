import { expect, test } from 'vitest';
import { type Change, type Edit, makeLink, prefixLines, surround } from './markdown-edit.ts';

/** ‹ and › stand for the ends of the selection. */
function editOf(marked: string): Edit {
  const start = marked.indexOf('‹');
  const end = marked.indexOf('›') - 1;
  return { text: marked.replace(/[‹›]/g, ''), start, end };
}

function applied(marked: string, change: (edit: Edit) => Change): string {
  const edit = editOf(marked);
  const { from, to, insert, start, end } = change(edit);
  const text = edit.text.slice(0, from) + insert + edit.text.slice(to);
  return `${text.slice(0, start)}‹${text.slice(start, end)}›${text.slice(end)}`;
}

test('bold goes around the selection, and away again', () => {
  expect(applied('a ‹b› c', (edit) => surround(edit, '**'))).toBe('a **‹b›** c');
  expect(applied('a **‹b›** c', (edit) => surround(edit, '**'))).toBe('a ‹b› c');
});

test('a list mark goes before every chosen line, and away again', () => {
  expect(applied('x\na‹a\nb›b\ny', (edit) => prefixLines(edit, '- '))).toBe('x\n‹- aa\n- bb›\ny');
  expect(applied('‹- aa\n- bb›', (edit) => prefixLines(edit, '- '))).toBe('‹aa\nbb›');
});

test('numbered lines count', () => {
  expect(applied('‹a\nb›', (edit) => prefixLines(edit, '1. '))).toBe('‹1. a\n2. b›');
  expect(applied('‹1. a\n2. b›', (edit) => prefixLines(edit, '1. '))).toBe('‹a\nb›');
});

test('a link leaves what is missing selected', () => {
  expect(applied('see ‹this›', makeLink)).toBe('see [this](‹https://›)');
  expect(applied('‹https://a.example›', makeLink)).toBe('[‹›](https://a.example)');
});
