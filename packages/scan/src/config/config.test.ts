import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { parseConfig } from './config.ts';

const schema = JSON.parse(readFileSync(join(import.meta.dirname, '../../config.schema.json'), 'utf8'));
const isValid = new Ajv().compile(schema);

test.each([
  {},
  {
    $schema: 'x',
    exclude: ['dist/'],
    rules: { 'secret/*': 'off', 'image/untagged-base': 'high' },
    failOn: 'none',
  },
  {
    suppress: [{ rule: 'code/*', reason: 'a sandbox', until: '2027-01-31', path: 'x/**' }],
    baseline: 'b.json',
  },
  { maxFileMegabytes: 1.5 },
  { internalPackages: ['@acme', 'acme-*', 'core'], minReleaseAgeDays: 7 },
])('schema and parser both take %j', (document) => {
  expect(isValid(document)).toBe(true);
  expect(parseConfig(JSON.stringify(document), 'c.json')).toBeDefined();
});

test.each([
  [[], 'the document is [], expected an object'],
  [{ excludes: [] }, 'there is no key excludes: did you mean exclude?'],
  [{ exclude: 'dist' }, 'exclude is "dist", expected a list'],
  [{ rules: { 'code/x': 'loud' } }, 'rules["code/x"] is "loud"'],
  [{ failOn: 'huge' }, 'failOn is "huge"'],
  [{ suppress: [{ rule: 'code/x' }] }, 'suppress[0].reason is missing, expected the reason'],
  [{ suppress: [{ rule: 'code/x', reason: 'y', until: 'soon' }] }, 'suppress[0].until is "soon"'],
  [
    { suppress: [{ rule: 'code/x', reason: 'y', pat: 'x' }] },
    'there is no key suppress[0].pat: did you mean path?',
  ],
  [{ advisories: { indx: 'x', key: 'y' } }, 'there is no key advisories.indx: did you mean index?'],
  [{ maxFileMegabytes: 0 }, 'maxFileMegabytes is 0'],
  [{ internalPackages: ['*'] }, 'internalPackages[0] is "*"'],
  [{ minReleaseAgeDays: -1 }, 'minReleaseAgeDays is -1'],
])('schema and parser both refuse %j', (document, message) => {
  expect(isValid(document)).toBe(false);
  expect(() => parseConfig(JSON.stringify(document), 'c.json')).toThrow(`c.json: ${message}`);
});
