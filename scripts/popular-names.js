// Writes packages/scan/src/rules/package/popular-names.generated.ts from two tables of names and downloads, as the
// registries' public counts give them: tab-separated, a header line, the name first. Run again once a year.
//
//   node --conditions=source scripts/popular-names.js NPM.tsv PYPI.tsv
//
// NPM.tsv: name, version, downloads a month. PYPI.tsv: name, version, month, rank by downloads (empty: not ranked).
import { readFileSync, writeFileSync } from 'node:fs';
import { makeFilter } from '../packages/scan/src/advisory-index/name-filter.ts';
import { normalizedPythonName } from '../packages/scan/src/lockfile/python-name.ts';

/** Names that squatters imitate. */
const popular = 6000;
/** From so many downloads a month on, a name near a popular one is a package of its own. */
const established = 100_000;

const [npmPath, pypiPath] = process.argv.slice(2);
if (npmPath === undefined || pypiPath === undefined) throw new Error('expected the paths of two tables');

const rowsOf = (path) =>
  readFileSync(path, 'utf8')
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'));

const npm = rowsOf(npmPath)
  .map(([name, , downloads]) => ({ name, weight: Number(downloads) }))
  .filter(({ name, weight }) => weight > 0 && /^[a-z0-9][a-z0-9._-]*$/.test(name))
  .sort((a, b) => b.weight - a.weight);
const pypi = rowsOf(pypiPath)
  .map(([name, , , rank]) => ({ name: normalizedPythonName(name), rank: Number(rank) }))
  .filter(({ name, rank }) => rank > 0 && /^[a-z0-9-]+$/.test(name))
  .sort((a, b) => a.rank - b.rank);

const list = (names) => names.slice(0, popular).join(' ');
const filter = (names) => makeFilter(names).toString('base64');
const npmNames = npm.map(({ name }) => name);
const pypiNames = pypi.map(({ name }) => name);

writeFileSync(
  new URL('../packages/scan/src/rules/package/popular-names.generated.ts', import.meta.url),
  `// Made by scripts/popular-names.js from the public download counts of npm and PyPI of 2026: names, which are facts.

/** The ${popular} most downloaded names without a scope, most downloaded first, in one string: cheap to load. */
export const popularNpm = '${list(npmNames)}';
export const popularPypi = '${list(pypiNames)}';

/** Filters (advisory-index/name-filter.ts) of all names with many downloads, base64. */
export const establishedNpm = '${filter(npm.filter(({ weight }) => weight >= established).map(({ name }) => name))}';
export const establishedPypi = '${filter(pypiNames)}';
`,
);
