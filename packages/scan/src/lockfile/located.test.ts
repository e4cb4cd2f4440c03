import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { readJson } from './json.ts';
import { at, type Located, membersOf, textOf } from './located.ts';
import { readToml } from './toml.ts';
import { readYamlLines } from './yaml-lines.ts';

/** As built-in parsers give it; `scalar` reads what is no text. */
function plain(node: Located, scalar: (text: string) => unknown = String): unknown {
  if (node.kind === 'object')
    return Object.fromEntries([...node.members].map(([key, { value }]) => [key, plain(value, scalar)]));
  if (node.kind === 'list') return node.items.map((item) => plain(item, scalar));
  return node.kind === 'text' ? node.text : scalar(node.text);
}

test('JSON is read as JSON.parse reads it', () => {
  fc.assert(
    fc.property(fc.json({ depthSize: 'small' }), (text) => {
      const { root, problem } = readJson(text);
      expect(problem).toBeNull();
      expect(plain(root, JSON.parse)).toEqual(JSON.parse(text));
    }),
    { numRuns: 300 },
  );
});

test('every place of a JSON text is where it says', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.string()), fc.integer({ min: 0, max: 3 }), (record, indent) => {
      const text = JSON.stringify(record, null, indent);
      for (const [key, { start, end, value }] of membersOf(readJson(text).root)) {
        expect(JSON.parse(text.slice(start, end))).toBe(key);
        expect(JSON.parse(text.slice(value.start, value.end))).toBe(textOf(value));
      }
    }),
    { numRuns: 200 },
  );
});

test('what stands before a mistake is kept, and the mistake is placed', () => {
  const text = '{"packages": {"a": {"version": "1"}, "b": {"version": oops}}';
  const { root, problem } = readJson(text);
  expect(textOf(at(root, 'packages', 'a', 'version'))).toBe('1');
  expect(problem?.at).toBe(text.indexOf('oops'));
  expect(readJson('{"a": 1}\n<<<<<<< HEAD').problem?.message).toContain('"<<<<<<< HEA');
});

test('names that objects inherit are keys like any other', () => {
  const { root } = readJson('{"__proto__": {"version": "1"}, "constructor": "x"}');
  expect(textOf(at(root, '__proto__', 'version'))).toBe('1');
  expect(at(root, 'toString')).toBeNull();
});

test('nesting without end stops the readers, not the process', () => {
  expect(readJson('['.repeat(1e6)).problem?.message).toContain('nested deeper');
  expect(readToml(`a = ${'['.repeat(1e6)}`).problem?.message).toContain('nested deeper');
  const deep = Array.from({ length: 5000 }, (_, n) => `${' '.repeat(n)}a:`).join('\n');
  expect(readYamlLines(deep).problem?.message).toContain('nested deeper');
  expect(readYamlLines(`a: ${'['.repeat(1e6)}`).root).toBeDefined();
});

const key = fc.stringMatching(/^[a-z@/][a-z0-9@/._-]{0,12}$/);
const scalar = fc.stringMatching(/^[a-z][a-zA-Z0-9 ,./@^~-]{0,20}[a-z]$/);

test('YAML maps of maps and lists are read as they were written', () => {
  const value = fc.oneof(
    scalar,
    fc.array(scalar, { minLength: 1 }),
    fc.dictionary(key, scalar, { minKeys: 1 }),
  );
  fc.assert(
    fc.property(fc.dictionary(key, fc.dictionary(key, value, { minKeys: 1 }), { minKeys: 1 }), (document) => {
      const text = stringify(document, { lineWidth: 0 });
      const { root, problem } = readYamlLines(text);
      expect(problem).toBeNull();
      expect(plain(root)).toEqual(document);
    }),
    { numRuns: 300 },
  );
});

test('YAML of lockfiles: flow maps, long keys, block texts, lists at the indentation of their key', () => {
  const { root, problem } = readYamlLines(
    "a:\n  /x/1.0.0:\n    resolution: {integrity: sha512-a==, tarball: 'https://h/x.tgz'}\n    deprecated: |-\n      no: longer\n      used\n    os: [linux, '!win32']\n    dev: true\nb:\n- one\n- name: two\n  v: 1.0\nc: last\n? \"long key\"\n: version: 2\n",
  );
  expect(problem).toBeNull();
  expect(plain(root)).toEqual({
    a: {
      '/x/1.0.0': {
        resolution: { integrity: 'sha512-a==', tarball: 'https://h/x.tgz' },
        deprecated: '|-',
        os: ['linux', '!win32'],
        dev: 'true',
      },
    },
    b: ['one', { name: 'two', v: '1.0' }],
    c: 'last',
    'long key': 'version: 2',
  });
});

test('TOML of lock files: tables, lists of tables, inline tables, long lists with comments', () => {
  const { root, problem } = readToml(
    '# lock\ntitle = "x \\"y\\""\n[[package]]\nname = \'a\'\nfiles = [\n  {file = "f", hash = "sha256:1"}, # first\n]\n[package.dependencies]\nb = {version = ">=1", optional = true}\n"c.d" = "*"\n[[package]]\nname = "b"\n[metadata]\nn = 1\n',
  );
  expect(problem).toBeNull();
  expect(plain(root)).toEqual({
    title: 'x "y"',
    package: [
      {
        name: 'a',
        files: [{ file: 'f', hash: 'sha256:1' }],
        dependencies: { b: { version: '>=1', optional: 'true' }, 'c.d': '*' },
      },
      { name: 'b' },
    ],
    metadata: { n: '1' },
  });
});

test('a line of TOML that makes no sense is passed over and told', () => {
  const { root, problem } = readToml('a = 1\n<<<<<<< HEAD\nb = 2\n');
  expect(plain(root)).toEqual({ a: '1', b: '2' });
  expect(problem).toMatchObject({ at: 6 });
});

test('whatever the text, the readers end and throw nothing', () => {
  const grammar = fc.array(
    fc.constantFrom(
      '[',
      ']',
      '{',
      '}',
      '"',
      "'",
      ':',
      ',',
      '\n',
      ' ',
      '  ',
      '-',
      '- ',
      '? ',
      '=',
      'a',
      '1',
      '\\',
      '#',
      '"""',
      '[[',
      ']]',
      '|',
      '\u0000',
      '\u2028',
    ),
    { maxLength: 80 },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        grammar.map((parts) => parts.join('')),
      ),
      (text) => {
        for (const read of [readJson, readToml, readYamlLines]) expect(read(text).root).toBeDefined();
      },
    ),
    { numRuns: 2000 },
  );
});
