import { expect, test } from 'vitest';
import { Advisories } from '../advisory-index/advisories.ts';
import { mixed } from '../rules/secret/shape.ts';
import { folderWith } from '../test/workspace.ts';
import { diskTree } from '../walk/disk-tree.ts';
import { defaultLimits } from './limits.ts';
import { everyRule } from './rule-settings.ts';
import { scanTree } from './scan.ts';

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
  const scan = (threads: number, seen: number[] = []) =>
    scanTree(tree, {
      settings: everyRule,
      advisories: async () => new Advisories(null, null),
      project: { internalPackages: [], minReleaseAgeDays: 3, now: new Date(0) },
      limits: defaultLimits,
      threads,
      progress: (done) => seen.push(done),
    });
  const seen: number[] = [];
  const [one, two] = [await scan(1), await scan(2, seen)];
  expect(one.hits).toHaveLength(14);
  expect(two.hits).toEqual(one.hits);
  expect(one.skipped).toHaveLength(26);
  expect(two.skipped).toEqual(one.skipped);
  expect([two.files, two.bytes]).toEqual([one.files, one.bytes]);
  expect(seen.at(-1)).toBe(1301);
});
