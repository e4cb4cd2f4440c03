import { expect, test } from 'vitest';
import { folderWith, jsonOf } from '../test/workspace.ts';

const hit = 'eval(code);';
const run = async (source: string, file = 'a.js', config = '{}') => {
  const { document } = await jsonOf(folderWith({ [file]: source, 'bugheist.config.json': config }));
  const notes = document['notes'] as { message: string }[];
  return {
    hits: document.hits.length,
    suppressed: document['suppressed'],
    notes: notes.map(({ message }) => message),
  };
};

test('a mark with rule and reason silences its line, or the next when it stands alone, and is listed', async () => {
  const { hits, suppressed, notes } = await run(
    `${hit} // bugheist-ignore[code/eval-of-value] reason: input is ours until: 2027-01-31\n// bugheist-ignore[code/*] reason: ours\n\n${hit}\n${hit}\n`,
  );
  expect(hits).toBe(1);
  expect(notes).toEqual([]);
  expect(suppressed).toMatchObject([
    { by: { where: 'code', reason: 'input is ours', until: '2027-01-31', line: 1 } },
    { by: { reason: 'ours', until: null, line: 2 } },
  ]);
});

test.each([
  ['without a reason', 'bugheist-ignore[code/eval-of-value]', 'gives no reason'],
  [
    'that expired',
    'bugheist-ignore[code/eval-of-value] reason: x until: 2026-11-23',
    'expired on 2026-11-23',
  ],
  ['that names no rule', 'bugheist-ignore reason: x', 'names no rule'],
  ['that ends at no date', 'bugheist-ignore[code/eval-of-value] reason: x until: someday', 'is no date'],
])('a mark %s is not honoured and reported', async (_, mark, message) => {
  const { hits, notes } = await run(`${hit} // ${mark}\n`);
  expect([hits, notes]).toEqual([1, [expect.stringContaining(message)]]);
});

test('a mark that silences nothing is reported, and so is an entry of the configuration', async () => {
  const config = JSON.stringify({ suppress: [{ rule: 'code/eval-of-value', path: 'x/**', reason: 'old' }] });
  const { notes } = await run('f(); // bugheist-ignore[code/eval-of-value] reason: x\n', 'a.js', config);
  expect(notes).toEqual([
    'the suppression of code/eval-of-value suppresses nothing: remove it',
    'the suppression of code/eval-of-value suppresses nothing: remove it',
  ]);
});

test('a mark for a whole file, and one in the configuration with a path, silence it', async () => {
  expect(
    (await run(`/* bugheist-ignore-file[code/eval-of-value] reason: a sandbox */\n\n${hit}\n`)).hits,
  ).toBe(0);
  const config = JSON.stringify({ suppress: [{ rule: 'code/*', path: 'lib/**', reason: 'a sandbox' }] });
  expect((await run(hit, 'lib/deep/a.js', config)).hits).toBe(0);
});

test("other scanners' marks are honoured and listed as theirs", async () => {
  const { hits, suppressed } = await run(`${hit} // nosemgrep: eval-detected\n`);
  expect(hits).toBe(0);
  expect(suppressed).toMatchObject([{ by: { dialect: 'nosemgrep', reason: null } }]);
  const image = await run('# hadolint ignore=DL3006\nFROM node\n', 'Dockerfile');
  expect(image.hits).toBe(0);
});

test('a mark of another scanner silences the rules it names, and no other at the same place', async () => {
  const pipe = 'RUN curl https://example.org/i | sh\n';
  const { hits } = await run(`FROM debian:12.1\n# hadolint ignore=DL4006\n${pipe}`, 'Dockerfile');
  expect(hits).toBe(1);
});

test('a mark for a stage ends with it', async () => {
  const text =
    'FROM debian:12.1\nEXPOSE 80000\n# hadolint stage ignore=DL3011\nFROM debian:12.1\nEXPOSE 80000\n';
  const { hits, suppressed } = await run(text, 'Dockerfile');
  expect(hits).toBe(1);
  expect(suppressed).toHaveLength(1);
});

test('prose about marks is no mark', async () => {
  expect((await run('const help = "write bugheist-ignore[rule] reason: why";\n')).notes).toEqual([]);
});

test('a mark of a rule that was not asked for is not called useless', async () => {
  const folder = folderWith({ 'a.js': `${hit} // bugheist-ignore[code/eval-of-value] reason: ours\n` });
  const { document } = await jsonOf(folder, ['--only', 'secret']);
  expect(document['notes']).toEqual([]);
});

test('a mark that names no rule there is says which was meant', async () => {
  const { hits, notes } = await run(`${hit} // bugheist-ignore[code/eval-of-valeu] reason: ours\n`);
  expect([hits, notes]).toEqual([
    1,
    ['there is no rule code/eval-of-valeu to suppress: did you mean code/eval-of-value?'],
  ]);
});
