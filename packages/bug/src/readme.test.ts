import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { cweVersion } from './weakness.generated.ts';

const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');

test('the example of the README runs and its assertions hold', async () => {
  const [, example = ''] = /^```ts\n(.+?)^```$/ms.exec(readme) ?? [];
  const sources = pathToFileURL(import.meta.dirname).href;
  const folder = mkdtempSync(join(tmpdir(), 'bugheist-readme-'));
  try {
    const file = join(folder, 'example.ts');
    writeFileSync(file, example.replaceAll(/'@bugheist\/bug\/(.+)'/g, `'${sources}/$1.ts'`));
    expect(example).toContain('assert.equal');
    await import(pathToFileURL(file).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the README names the CWE version that is in the package', () => {
  expect(readme).toContain(`CWE ${cweVersion}:`);
});
