import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { SourceFile } from '../../../engine/file.ts';
import { pythonFamily } from '../family.ts';
import { loadGrammar } from '../syntax.ts';

beforeAll(loadGrammar);

interface Seen {
  readonly rule: string;
  readonly confidence: string;
  readonly flow: readonly string[];
}

function hitsOf(...lines: readonly string[]): Seen[] {
  const hits: Seen[] = [];
  pythonFamily.checkFile(
    new SourceFile('app.py', lines.join('\n')),
    (rule, _file, place) =>
      hits.push({
        rule: rule.id,
        confidence: place.confidence ?? rule.confidence,
        flow: (place.flow ?? []).map(({ line }) => String(line)),
      }),
    (_file, why) => expect.fail(why.message),
  );
  return hits;
}

const ofRequest = (...lines: readonly string[]) =>
  hitsOf('import os', 'from flask import request', ...lines).filter(
    ({ rule }) => rule === 'python/shell-command',
  );
const likely = [expect.objectContaining({ confidence: 'likely' })];

test('what a helper gets beside the request comes from those who call it', () => {
  const helper = ['def show(request, page):', '    os.system("draw " + page)'];
  const ofDjango = (...lines: readonly string[]) =>
    hitsOf('import os', ...lines).map(({ confidence }) => confidence);
  expect(ofDjango(...helper)).toEqual(['likely']);
  expect(ofDjango(...helper, 'def view(request):', '    return show(request, Page.first())')).toEqual([
    'review',
  ]);
  expect(ofDjango(...helper, 'def view(request, name):', '    return show(request, name)')).toEqual([
    'likely',
  ]);
});

test('a value is followed through variables, containers and strings, and its way is shown', () => {
  expect(
    ofRequest(
      'def view():',
      '    host = request.args["host"].strip()',
      '    parts = ["ping", host]',
      '    os.system(" ".join(parts))',
    ),
  ).toEqual([{ rule: 'python/shell-command', confidence: 'likely', flow: ['4', '4', '5', '6'] }]);
});

test('functions and methods of the file are followed, with their defaults and self', () => {
  expect(ofRequest('def run(command):', '    os.system(command)', 'run(request.args["c"])')).toEqual(likely);
  expect(
    ofRequest(
      'class Job:',
      '    def __init__(self):',
      '        self.c = request.form["c"]',
      '    def go(self):',
      '        os.system(self.c)',
    ),
  ).toEqual(likely);
  expect(ofRequest('def named(a, b="x"):', '    return b', 'os.system(named(request.args["c"]))')).toEqual(
    [],
  );
});

test('an imported name means what it was imported as', () => {
  expect(
    hitsOf('from os import system as go', 'from flask import request as r', 'go(r.args["c"])'),
  ).toMatchObject([{ rule: 'python/shell-command' }]);
  expect(hitsOf('from shop import system', 'system(name)')).toEqual([]);
});

test('branches are both taken, and the worse result is kept', () => {
  expect(
    ofRequest(
      'def view(ok):',
      '    c = "ls"',
      '    if ok:',
      '        c = request.args["c"]',
      '    os.system(c)',
    ),
  ).toEqual(likely);
  expect(ofRequest('def view():', '    c = request.args["c"]', '    c = "ls"', '    os.system(c)')).toEqual(
    [],
  );
});

test.each([
  ['a list of what is allowed', '    if c not in ("ls", "df"):', '        return'],
  ['a comparison', '    if c != "ls":', '        raise ValueError(c)'],
  ['a check by name', '    if not is_valid(c):', '        return'],
  ['digits only', '    if not c.isdigit():', '        return'],
])('after %s the value is no longer free', (_name, ...guard) => {
  expect(ofRequest('def view():', '    c = request.args["c"]', ...guard, '    os.system(c)')).toEqual([]);
});

test('a number, a quoted value and an entry of a table cannot be steered', () => {
  expect(ofRequest('os.system("kill %d" % int(request.args["pid"]))')).toEqual([]);
  expect(ofRequest('import shlex', 'os.system("ls " + shlex.quote(request.args["d"]))')).toEqual([]);
  expect(ofRequest('TABLE = {"a": "ls"}', 'os.system(TABLE[request.args["d"]])')).toEqual([]);
});

test('what is declared a number, by a type or in the address, cannot be steered', () => {
  const view = (parameter: string, route = '/<name>') =>
    ofRequest(`@app.route("${route}")`, `def view(${parameter}):`, '    os.system(f"kill {name}")');
  expect(view('name')).toEqual(likely);
  expect(view('name: str')).toEqual(likely);
  expect(view('name: int')).toEqual([]);
  expect(view('name', '/<int:name>')).toEqual([]);
});

test('of the pairs of getopt only the values are free', () => {
  const loop = [
    'import getopt, sys',
    'options, rest = getopt.getopt(sys.argv[1:], "h")',
    'for name, value in options:',
  ];
  expect(ofRequest(...loop, '    os.system(name)')).toEqual([]);
  expect(ofRequest(...loop, '    os.system(value)')).toHaveLength(1);
});

test('a check by keyword counts, and what is empty harms nobody', () => {
  const view = (condition: string) =>
    ofRequest(
      'def view():',
      '    c = request.args.get("c")',
      `    if ${condition}:`,
      '        c = "ls"',
      '    os.system(c)',
    );
  expect(view('not is_allowed(command=c)')).toEqual([]);
  expect(view('(c or strict) and not is_allowed(c)')).toEqual([]);
  expect(view('strict and not is_allowed(c)')).toEqual(likely);
});

test('an import inside a function holds there alone', () => {
  const mine = ['def mine():', '    from shop import system', '    system(request.args["c"])'];
  expect(ofRequest('from os import system', ...mine)).toEqual([]);
  expect(ofRequest('from os import system', ...mine, 'system(request.args["c"])')).toEqual(likely);
});

test('code behind a return is looked at', () => {
  expect(ofRequest('def view():', '    return 1', '    os.system(request.args["c"])')).toEqual(likely);
});

test('a template that nobody knows makes a finding one to look at', () => {
  expect(ofRequest('def view(template):', '    os.system(template % request.args["c"])')).toEqual([
    expect.objectContaining({ confidence: 'review' }),
  ]);
});

test('what a function elsewhere returns is for a person to look at', () => {
  expect(ofRequest('from shop import tidy_up', 'os.system(tidy_up(request.args["c"]))')).toEqual([
    expect.objectContaining({ confidence: 'review' }),
  ]);
});

test('functions that call each other without end are followed to an end', () => {
  const functions = Array.from(
    { length: 60 },
    (_, n) => `def f${n}(x):\n    f${(n + 1) % 60}(x)\n    f${(n * 7) % 60}(x)\n    os.system(x)`,
  );
  expect(ofRequest(...functions, 'f0(request.args["c"])').length).toBeGreaterThan(0);
});

const pieces = fc.constantFrom(
  'def f(a, *b, **c):',
  'class A(B):',
  'if x:',
  'else:',
  'for i in request.args:',
  'while True:',
  'try:',
  'except E as e:',
  'with open(x) as f:',
  'match x:',
  'case {"a": b}:',
  'return f"{x!r:{y}}"',
  'x = lambda: x',
  '[i for i in x if i]',
  'os.system(x)',
  'eval(',
  ')',
  '"""',
  "'",
  '\\',
  '@app.route("/")',
  'async def g(): await x',
  'x: int = 1',
  'del x',
  'global y',
  'yield from x',
  'print >>f, x',
  'exec x',
  '*a, b = c',
  '\t',
  '\0',
  '🐍',
  '(',
);

test('broken code of every kind is read without an exception', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(12), pieces), { maxLength: 40 }), (lines) => {
      hitsOf(
        'import os',
        'from flask import request',
        ...lines.map(([indent, piece]) => ' '.repeat(indent) + piece),
      );
    }),
    { numRuns: 300 },
  );
});

test('code nested too deeply is noted, not crashed on', () => {
  const notes: string[] = [];
  pythonFamily.checkFile(
    new SourceFile('deep.py', `eval(${'('.repeat(20_000)}x${')'.repeat(20_000)})`),
    () => undefined,
    (_file, why) => notes.push(why.message),
  );
  expect(notes).toEqual([expect.stringContaining('nested too deeply')]);
});
