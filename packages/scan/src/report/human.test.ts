import { expect, test } from 'vitest';
import { folderWith, scanIn } from '../test/workspace.ts';

const risky = 'module.exports = (req, res) => eval(req.query.code);\n';
const terminal = (columns: number) => ({ columns: { out: columns, err: columns } });

test('a hit shows its line with the place underlined, and what to do', async () => {
  const { out } = await scanIn(folderWith({ 'run.js': `\n\t  ${risky}` }));
  const lines = out.split('\n');
  const code = lines.find((line) => line.includes('│ module'));
  const underline = lines.find((line) => line.includes('^'));
  expect(lines[0]).toBe('run.js');
  expect(underline?.indexOf('^')).toBe(code?.indexOf('eval('));
  expect(underline?.trimEnd().length).toBe((code?.indexOf(')', code.indexOf('eval(')) ?? 0) + 1);
  expect(out).toContain('    → ');
});

test('of a line that is very long the place is shown, not the beginning', async () => {
  const long = `const a = "${'x'.repeat(900)}"; module.exports = (req, res) => eval(req.query.code); f("${'y'.repeat(3000)}");\n`;
  const { out } = await scanIn(folderWith({ 'run.js': long }), [], terminal(80));
  expect(out).toMatch(/│ ….*eval\(req\.query\.code\)/);
});

test('a secret that the end of the shown part would cut in two is not shown in part', async () => {
  const token = `ghp_${'aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY2z4A'}`;
  const line = `eval(req.query.code); f("${'x'.repeat(265)}", "${token}");`;
  const { out } = await scanIn(folderWith({ 'run.js': `module.exports = (req) => {\n${line}\n};\n` }));
  expect(out).toContain('code/eval-of-value');
  expect(out).not.toContain(token.slice(0, 10));
});

test.each([40, 80, 120])('no line is wider than a window of %i columns', async (columns) => {
  const folder = folderWith({
    'src/漢字.js': `/* 漢字 */ const s = "${'漢'.repeat(90)}"; ${risky}`,
    'run.js': risky.repeat(9),
    Dockerfile: 'FROM node\nRUN curl https://example.org/install.sh | sh\n',
  });
  const { out } = await scanIn(folder, [], terminal(columns));
  const wide = (line: string) => line.length + (line.match(/\p{Script=Han}/gu)?.length ?? 0);
  const whole = /^\s*(\S+|(no danger|hear of|what it|not checked).*)$/;
  expect(out.split('\n').filter((line) => wide(line) > columns && !whole.test(line))).toEqual([]);
});

test('the gravest file stands last, and equal hits of a file are told of once', async () => {
  const folder = folderWith({ 'a.js': risky.repeat(3), 'b/Dockerfile': 'FROM node\n' });
  const { out } = await scanIn(folder);
  expect(out.indexOf('b/Dockerfile')).toBeLessThan(out.indexOf('\na.js'));
  expect(out.match(/ {2}code\/eval-of-value$/gm)).toHaveLength(1);
  expect(out).toContain('also at 2:32, 3:32');
});

test('many hits: the lightest are counted by rule, the gravest shown, and --all shows all', async () => {
  const images = Array.from({ length: 40 }, (_, n) => [`i${n}/Dockerfile`, 'FROM node\n'] as const);
  const folder = folderWith({ ...Object.fromEntries(images), 'run.js': risky });
  const { out } = await scanIn(folder);
  expect(out).toMatch(/^Lighter hits, counted only:\n {2}medium +image\/untagged-base +11 × {2}Base image/m);
  expect(out).toContain('run.js');
  expect(out.match(/^i\d+\/Dockerfile$/gm)).toHaveLength(29);
  expect((await scanIn(folder, ['--all'])).out.match(/^i\d+\/Dockerfile$/gm)).toHaveLength(40);
});

test('a failing scan ends with what to do next, in the words of the command that was called', async () => {
  const folder = folderWith({ 'run.js': risky });
  const { out } = await scanIn(folder, [], { command: 'bugheist-scan' });
  expect(out).toMatch(
    /1 hit is high or graver:\n {2}what it means, what to do +bugheist-scan --explain code\//,
  );
  expect((await scanIn(folder, ['--fail-on', 'none'])).out).not.toContain('--explain');
});

test('what a person must confirm is counted apart, and fails nothing', async () => {
  const { status, out } = await scanIn(folderWith({ 'test/run.test.js': risky }));
  expect(status).toBe(0);
  expect(out).toMatch(/^no hits · 1 to review · 1 file/m);
});
