import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Family } from '../engine/family.ts';
import { SourceFile } from '../engine/file.ts';
import { codeFamily } from './code/family.ts';
import { pythonFamily } from './python/family.ts';
import { loadGrammar } from './python/syntax.ts';
import { raceFamily } from './race/family.ts';

/** A checkout of github/codeql, whose query tests name the lines a query must find; all others it must not. */
const checkout = process.env['CODEQL'] ?? '';

const queries: readonly { folder: string; weakness: string; families: readonly Family[] }[] = [
  {
    folder: 'javascript/ql/test/query-tests/Security/CWE-367',
    weakness: 'CWE-367',
    families: [raceFamily],
  },
  {
    folder: 'javascript/ql/test/query-tests/Security/CWE-377',
    weakness: 'CWE-377',
    families: [codeFamily],
  },
  {
    folder: 'python/ql/test/query-tests/Security/CWE-377-InsecureTemporaryFile',
    weakness: 'CWE-377',
    families: [pythonFamily],
  },
];

describe.skipIf(!existsSync(join(checkout, 'javascript/ql/test')))(
  'lines of the query tests of CodeQL (CODEQL names a checkout)',
  () => {
    test.each(queries)('$folder: those that must be found, and no other', async (query) => {
      await loadGrammar();
      const folder = join(checkout, query.folder);
      expect(foundIn(folder, query.weakness, query.families)).toEqual(expectedIn(folder));
    });
  },
);

function expectedIn(folder: string): string[] {
  const [name = ''] = readdirSync(folder).filter((file) => file.endsWith('.expected'));
  const rows = readFileSync(join(folder, name), 'utf8').split('#select').at(-1) ?? '';
  return Array.from(rows.matchAll(/^\| ([\w.-]+):(\d+):/gm), ([, file, line]) => `${file}:${line}`).sort();
}

function foundIn(folder: string, weakness: string, families: readonly Family[]): string[] {
  const found = new Set<string>();
  for (const name of readdirSync(folder).filter((file) => /\.(js|py)$/.test(file))) {
    const source = new SourceFile(name, readFileSync(join(folder, name)));
    for (const family of families)
      family.checkFile(
        source,
        (rule, file, { start }) => {
          if (rule.weakness.some((own) => own === weakness))
            found.add(`${name}:${file.positionAt(start).line}`);
        },
        (_file, why) => expect.fail(why.message),
      );
  }
  return [...found].sort();
}
