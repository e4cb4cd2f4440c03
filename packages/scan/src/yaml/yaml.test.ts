import fc from 'fast-check';
import { expect, test } from 'vitest';
import { at, entriesOf, isTrue, itemsOf, textOf, textsOf, type Yaml, yamlDocuments } from './yaml.ts';

const first = (text: string): Yaml => {
  const [root] = yamlDocuments(text);
  if (!root) throw new Error('no document');
  return root;
};

test('a value is found by its path and stands where it is written', () => {
  const text = 'a:\n  b:\n    - c: "x y"\n';
  const value = at(itemsOf(at(first(text), 'a', 'b'))[0] ?? null, 'c');
  expect(textOf(value)).toBe('x y');
  expect(text.slice(value?.start, value?.end)).toBe('"x y"');
});

test('every document of a stream is read, in the same offsets', () => {
  const text = 'a: 1\n---\n# nothing\n---\na: 0755\n';
  const values = yamlDocuments(text).map((root) => at(root, 'a'));
  expect(values.map(textOf)).toEqual(['1', null, '0755']);
  expect(text.slice(values[2]?.start, values[2]?.end)).toBe('0755');
});

test('aliases lead to the last anchor before them, merge keys fill what is missing', () => {
  const root = first('x: &a {p: 1, q: 1}\ny:\n  <<: *a\n  q: 2\nz: &a {p: 3}\nw: [*a]\n');
  expect(textOf(at(root, 'y', 'p'))).toBe('1');
  expect(entriesOf(at(root, 'y')).map(({ key, value }) => [key, textOf(value)])).toEqual([
    ['q', '2'],
    ['p', '1'],
  ]);
  expect(textOf(at(itemsOf(at(root, 'w'))[0] ?? null, 'p'))).toBe('3');
});

test('a bomb of aliases is given up, an alias of itself leads nowhere', () => {
  const lines = ['a0: &a0 [x,x,x,x,x,x,x,x,x]'];
  for (let n = 1; n < 9; n++)
    lines.push(`a${n}: &a${n} [${Array.from({ length: 9 }, () => `*a${n - 1}`).join(',')}]`);
  const root = first(lines.join('\n'));
  const walk = (yaml: Yaml): number => itemsOf(yaml).reduce((sum, item) => sum + walk(item), 1);
  expect(() => walk(at(root, 'a8') ?? root)).toThrow(/aliases/);
  expect(entriesOf(at(first('a: &a\n  <<: *a\n  b: 1\n'), 'a')).map(({ key }) => key)).toEqual(['b']);
});

test('one text and a list of them are read alike, and truth as YAML 1.1 writes it', () => {
  expect(textsOf(at(first('a: x y\n'), 'a')).map(({ text }) => text)).toEqual(['x y']);
  expect(textsOf(at(first('a: [x, 1]\n'), 'a')).map(({ text }) => text)).toEqual(['x', '1']);
  expect([isTrue(at(first('a: yes\n'), 'a')), isTrue(at(first('a: no\n'), 'a'))]).toEqual([true, false]);
});

test('any text is read or refused, and every place lies within it', () => {
  const yamlish = fc.string({
    unit: fc.constantFrom(
      'a',
      'b',
      ':',
      ' ',
      '\n',
      '-',
      '[',
      ']',
      '{',
      '}',
      '&',
      '*',
      '<',
      '"',
      "'",
      '|',
      '#',
      '!',
    ),
    maxLength: 60,
  });
  fc.assert(
    fc.property(yamlish, (text) => {
      for (const root of readable(text)) {
        const seen = [root, ...itemsOf(root), ...entriesOf(root)];
        for (const { start, end } of seen)
          expect(0 <= start && start <= end && end <= text.length).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

function readable(text: string): Yaml[] {
  try {
    return yamlDocuments(text);
  } catch (error) {
    expect(error).toBeInstanceOf(Error);
    return [];
  }
}
