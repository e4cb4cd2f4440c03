import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SourceFile } from '../../engine/file.ts';
import { folderWith, scanIn } from '../../test/workspace.ts';
import { registrySettings } from './registry-settings.ts';

const settingsOf = (path: string, text: string) => new SourceFile(path, text).tree(registrySettings);

const files: Readonly<Record<string, string>> = {
  '.npmrc': '; own\n@acme:registry = "https://npm.acme.example/"\nhoist[]=a\nstrict-ssl\n',
  'pip.conf': '[global]\nextra-index-url =\n    https://a.example/simple\n    https://b.example/simple\n',
  '.yarnrc': 'registry "https://npm.acme.example"\n',
  '.yarnrc.yml':
    'npmScopes:\n  acme:\n    npmRegistryServer: "https://npm.acme.example"\nunsafeHttpWhitelist:\n  - a.example\n',
  'bunfig.toml': '[install.scopes]\nacme = { url = "https://npm.acme.example", token = "$t" }\n',
  'pyproject.toml': '[project]\nname = "x"\n[[tool.uv.index]]\nurl = "https://pypi.acme.example"\n',
  'requirements.txt': '-i https://a.example/simple\n--extra-index-url=https://b.example/simple\nflask\n',
};

test('the settings of each package manager, by the name it gives them', () => {
  const read = Object.entries(files).map(([path, text]) => [
    path,
    settingsOf(path, text).map(({ key, value }) => `${key}=${value}`),
  ]);
  expect(Object.fromEntries(read)).toEqual({
    '.npmrc': ['@acme:registry=https://npm.acme.example/', 'hoist=a', 'strict-ssl='],
    'pip.conf': [
      'extra-index-url=',
      'extra-index-url=https://a.example/simple',
      'extra-index-url=https://b.example/simple',
    ],
    '.yarnrc': ['registry=https://npm.acme.example'],
    '.yarnrc.yml': [
      'npmScopes.acme.npmRegistryServer=https://npm.acme.example',
      'unsafeHttpWhitelist=a.example',
    ],
    'bunfig.toml': ['install.scopes.acme.url=https://npm.acme.example', 'install.scopes.acme.token=$t'],
    'pyproject.toml': ['index.url=https://pypi.acme.example'],
    'requirements.txt': ['index-url=https://a.example/simple', 'extra-index-url=https://b.example/simple'],
  });
});

test('a value stands where it says, in every syntax', () => {
  for (const [path, text] of Object.entries(files))
    for (const { value, valueStart } of settingsOf(path, text))
      expect(text.slice(valueStart, valueStart + value.length)).toBe(value);
});

test('whatever such a file holds, reading it throws nothing', () => {
  const parts = fc.constantFrom(
    'registry',
    '=',
    ' ',
    '\n',
    '[',
    ']',
    '{',
    '"',
    "'",
    ':',
    '- ',
    '  ',
    'http://',
    '--extra-index-url',
    '-i',
    '#',
    ';',
    '\\',
  );
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(files)), fc.array(parts, { maxLength: 40 }), (path, words) => {
      for (const { start, end } of settingsOf(path, words.join(''))) expect(start).toBeLessThanOrEqual(end);
    }),
    { numRuns: 2000 },
  );
});

test('--fix writes https where a registry, or a lock entry of a public one, has http', async () => {
  const lock =
    '{"packages": {"node_modules/a": {"version": "1.0.0", "resolved": "http://registry.npmjs.org/a/-/a-1.0.0.tgz", "integrity": "sha512-a"}}}';
  const folder = folderWith({ '.npmrc': 'registry=http://npm.acme.example/\n', 'package-lock.json': lock });
  await scanIn(folder, ['--fix', '--only', 'package/registry-over-http,package/plain-http-download']);
  expect(readFileSync(join(folder, '.npmrc'), 'utf8')).toBe('registry=https://npm.acme.example/\n');
  expect(readFileSync(join(folder, 'package-lock.json'), 'utf8')).toBe(lock.replace('http:', 'https:'));
});

test('a password in the settings is not in the report', async () => {
  const folder = folderWith({
    'pip.conf': '[global]\nindex-url = http://ci:hunter2hunter2@pypi.acme.example/simple\n',
  });
  const { out, status } = await scanIn(folder, ['--format', 'json']);
  expect(status).toBe(1);
  expect(out).toContain('package/token-in-settings');
  expect(out).not.toContain('hunter2hunter2');
});
