// Writes src/weakness.generated.ts from the CWE list that @secvisogram/csaf-validator-lib carries:
//
//   npm pack @secvisogram/csaf-validator-lib && tar xzf secvisogram-*.tgz
//   node packages/bug/scripts/generate-weaknesses.js package/lib/cwec/4.17.js
import { writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [list] = process.argv.slice(2);
if (!list) {
  console.error(
    'Expected the path of a CWE list, as in package/lib/cwec/4.17.js. See the head of this script.',
  );
  process.exit(2);
}

const usages = { Allowed: 'a', 'Allowed-with-Review': 'r', Discouraged: 'd', Prohibited: 'p' };
const { date, weaknesses } = (await import(pathToFileURL(resolve(list)).href)).default;
const lines = weaknesses
  .filter(({ status }) => status !== 'Deprecated')
  .map(({ id, name, usage }) => ({ id: Number(id.replace('CWE-', '')), name, usage: usageLetter(id, usage) }))
  .sort((one, other) => one.id - other.id)
  .map(({ id, name, usage }) => `${id} ${usage} ${name.replaceAll(/\s+/g, ' ').trim()}`);

/** @param {string} id @param {string} usage */
function usageLetter(id, usage) {
  const letter = usages[/** @type {keyof typeof usages} */ (usage)];
  if (!letter)
    throw new Error(`Expected a usage among ${Object.keys(usages).join(', ')} for ${id}, came ${usage}.`);
  return letter;
}

const version = basename(list, '.js');
const text = `// Written by scripts/generate-weaknesses.js; do not edit.
// Copyright The MITRE Corporation; Common Weakness Enumeration, https://cwe.mitre.org/about/termsofuse.html
export const cweVersion = '${version}';
export const cweDate = '${date}';
/** One weakness a line: number, usage (a allowed, r with review, d discouraged, p prohibited), name. */
export const cweLines = \`
${lines.map((line) => line.replaceAll(/[\\`$]/g, '\\$&')).join('\n')}
\`;
`;
writeFileSync(join(import.meta.dirname, '../src/weakness.generated.ts'), text);
console.log(`CWE ${version} of ${date}: ${lines.length} weaknesses.`);
