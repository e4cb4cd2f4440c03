import { expect, test } from 'vitest';
import { Advisories } from '../advisory-index/advisories.ts';
import { mixed } from '../rules/secret/shape.ts';
import { folderWith } from '../test/workspace.ts';
import { diskTree } from '../walk/disk-tree.ts';
import type { Tree } from '../walk/tree.ts';
import { defaultLimits } from './limits.ts';
import { everyRule } from './rule-settings.ts';
import { type ScanOptions, scanTree } from './scan.ts';

const scan = (tree: Tree, options: Partial<ScanOptions>) =>
  scanTree(tree, {
    settings: everyRule,
    advisories: async () => new Advisories(null, null),
    project: { internalPackages: [], minReleaseAgeDays: 3, now: new Date(0) },
    limits: defaultLimits,
    ...options,
  });

test('several threads find what one finds, in the same order', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 1300 }, (_, n) => [
      `src/${n}.js`,
      n % 100 === 0
        ? `module.exports = (x) => eval(x); // ${n}\n`
        : n % 50 === 7
          ? '\0'
          : `export const n = ${n};\n`,
    ]),
  );
  const tree = diskTree(folderWith({ ...files, 'a.env': `T=ghp_${mixed(36).standIn}\n` }), () => false);
  const seen: number[] = [];
  const one = await scan(tree, { threads: 1 });
  const two = await scan(tree, { threads: 2, progress: (done) => seen.push(done) });
  expect(one.hits).toHaveLength(14);
  expect(two.hits).toEqual(one.hits);
  expect(one.skipped).toHaveLength(26);
  expect(two.skipped).toEqual(one.skipped);
  expect([two.files, two.bytes]).toEqual([one.files, one.bytes]);
  expect(seen.at(-1)).toBe(1301);
});

test('a file that needs more memory than a thread has is given up, and the others of its chunk are not', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 1200 }, (_, n) => [`src/${n}.js`, `export const n = (x) => eval(x); // ${n}\n`]),
  );
  const huge = `export const run = (x) => eval(x);\nexport const all = [\n${'1,1,1,1,1,1,1,1\n,'.repeat(80_000)}];\n`;
  const tree = diskTree(folderWith({ ...files, 'src/1200.js': huge }), () => false);
  const seen: number[] = [];
  const { hits, skipped } = await scan(tree, {
    threads: 2,
    limits: { ...defaultLimits, maxMs: 60_000, maxParsedBytes: 4_000_000, maxThreadMegabytes: 64 },
    progress: (done) => seen.push(done),
  });
  expect(hits).toHaveLength(1200);
  expect(skipped).toEqual([
    { path: 'src/1200.js', reason: 'needs more than 64 MB of memory and was given up' },
  ]);
  expect(seen.at(-1)).toBe(1201);
}, 120_000);
