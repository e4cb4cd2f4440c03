import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { urlFingerprint } from '@bugheist/bug/fingerprint';
import { expect, test } from 'vitest';
import { newSince, readBaseline, writeBaseline } from './baseline.ts';
import type { Hit } from './engine/hit.ts';
import { mixed } from './rules/secret/shape.ts';
import { folderWith, jsonOf, scanIn, writeInto } from './test/workspace.ts';

const risky = 'const a = 1;\nmodule.exports = (req, res) => eval(req.query.code);\nconst b = 2;\n';
const baselined = ['--baseline', 'known.json'];

test('a hit stays known when its file is renamed or its line moves, and a second one is new', async () => {
  const folder = folderWith({ 'run.js': risky });
  await scanIn(folder, ['--write-baseline', 'known.json']);
  renameSync(join(folder, 'run.js'), join(folder, 'start.js'));
  expect((await jsonOf(folder, baselined)).document.hits).toEqual([]);
  writeFileSync(join(folder, 'start.js'), `\n\n${risky}`);
  expect((await jsonOf(folder, baselined)).document.hits).toEqual([]);
  writeInto(folder, { 'other.js': risky });
  expect((await jsonOf(folder, baselined)).document.hits).toHaveLength(1);
});

test('a secret stays known wherever it moves, another one in its place is new', async () => {
  const folder = folderWith({ 'a.env': `TOKEN=ghp_${mixed(36).standIn}\n` });
  await scanIn(folder, ['--write-baseline', 'known.json']);
  renameSync(join(folder, 'a.env'), join(folder, 'b.env'));
  writeInto(folder, { 'b.env': `# moved\nGITHUB=ghp_${mixed(36).standIn}\n` });
  expect((await jsonOf(folder, baselined)).document.hits).toEqual([]);
  writeInto(folder, { 'b.env': `TOKEN=ghp_Q${mixed(35).standIn}\n` });
  expect((await jsonOf(folder, baselined)).document.hits).toHaveLength(1);
});

test('the baseline and the reports hold no secret', async () => {
  const secret = `ghp_${mixed(36).standIn}`;
  const folder = folderWith({
    'a.js': `const x = eval(y + "${secret}");\n`,
    'b.env': 'DB=postgres://u:s3cretPass9@db.internal/x\n',
  });
  const all = await Promise.all(
    ['human', 'json', 'sarif', 'github', 'gitlab', 'junit'].map((format) =>
      scanIn(folder, ['--format', format]),
    ),
  );
  await scanIn(folder, ['--write-baseline', 'known.json', '--format', 'json', '--output', 'out.json']);
  for (const { out } of all) {
    expect(out).toContain('eval');
    expect(out).not.toContain(secret.slice(0, 8));
    expect(out).not.toContain('s3cret');
  }
});

test('a hit on a site stays known by its address', () => {
  const at = (url: string): Hit => ({
    ruleId: 'site/hsts',
    severity: 'low',
    confidence: 'certain',
    weakness: [],
    kind: 'security',
    path: url,
    startLine: 1,
    startColumn: 1,
    endLine: 1,
    endColumn: 1,
    message: 'No HSTS',
    fix: '',
    evidence: '',
    fingerprints: [
      urlFingerprint({ tool: 'bugheist-scan', rule: 'site/hsts' }, { method: 'GET', url, parameter: '' }),
    ],
  });
  const known = readBaseline(writeBaseline([at('https://shop.test/')]), 'known.json');
  const seen = ['https://shop.test/', 'https://api.test/'].map((url) => ({ hit: at(url), aliases: [] }));
  expect(newSince(known, seen).map(({ hit }) => hit.path)).toEqual(['https://api.test/']);
});
