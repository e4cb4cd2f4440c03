import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { folderWith } from '../test/workspace.ts';
import { Advisories } from './advisories.ts';
import type { Advisory } from './advisory.ts';
import { IndexFailure } from './index-failure.ts';
import { AdvisoryIndex } from './open-index.ts';
import { keyOf, lineOf } from './record.ts';
import { publicKeyOf } from './signing-key.ts';
import { indexBytes } from './write-index.ts';

const { privateKey } = generateKeyPairSync('ed25519');
const about = { built: '2026-11-01T00:00:00.000Z', sources: [], ecosystems: {} };

function written(all: ReadonlyMap<string, readonly Advisory[]>): string {
  const lines = [...all]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, advisories]) => ({ key: keyOf('npm', name), line: lineOf(keyOf('npm', name), advisories) }));
  const path = join(folderWith({}), 'advisories.bhx');
  writeFileSync(path, indexBytes(lines, about, privateKey));
  return path;
}

const span = fc.record({
  from: fc.constantFrom('0', '1.0.0'),
  to: fc.option(fc.record({ version: fc.constantFrom('2.0.0', '3.0.0-rc.1'), inclusive: fc.boolean() })),
});
const advisory: fc.Arbitrary<Advisory> = fc.record({
  id: fc.stringMatching(/^GHSA-[a-z0-9]{4}$/),
  aliases: fc.array(fc.stringMatching(/^CVE-\d{4}$/), { maxLength: 2 }),
  summary: fc.string(),
  severity: fc.constantFrom('none', 'low', 'medium', 'high', 'critical', null),
  score: fc.constantFrom(null, 0, 5.5, 10),
  weaknesses: fc.array(fc.nat(1400), { maxLength: 2 }),
  malicious: fc.constant(false),
  affected: fc.record({
    spans: fc.array(span, { maxLength: 3 }),
    versions: fc.array(fc.string({ minLength: 1 }), { maxLength: 3 }),
  }),
});

test('everything written is found, and nothing else', () => {
  const names = fc.stringMatching(/^(@[a-z]{1,3}\/)?[a-zA-Z._é-]{1,12}$/u);
  fc.assert(
    fc.property(
      fc.dictionary(names, fc.array(advisory, { minLength: 1, maxLength: 3 }), { maxKeys: 40 }),
      names,
      (record, stranger) => {
        const all = new Map(Object.entries(record));
        const index = new AdvisoryIndex(written(all), publicKeyOf(privateKey));
        for (const [name, advisories] of all) expect(index.advisoriesOf('npm', name)).toEqual(advisories);
        if (!all.has(stranger)) expect(index.advisoriesOf('npm', stranger)).toEqual([]);
        expect(index.advisoriesOf('PyPI', [...all.keys()][0] ?? 'x')).toEqual([]);
        index.close();
      },
    ),
    { numRuns: 40 },
  );
});

const one: Advisory = {
  id: 'GHSA-aaaa',
  aliases: [],
  summary: 'x',
  severity: null,
  score: null,
  weaknesses: [],
  malicious: false,
  affected: { spans: [{ from: '0', to: null }], versions: [] },
};
const many = new Map(Array.from({ length: 3000 }, (_, n) => [`package-${n}`, [one]]));

test('a name is found in whatever block it lies', () => {
  const index = new AdvisoryIndex(written(many), publicKeyOf(privateKey));
  expect(index.header.blocks.length).toBeGreaterThan(2);
  for (const name of many.keys()) expect(index.advisoriesOf('npm', name)).toHaveLength(1);
  expect(index.advisoriesOf('npm', 'package-')).toEqual([]);
});

test('a changed byte is noticed, wherever it is', () => {
  const path = written(many);
  const whole = readFileSync(path);
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ change;
      writeFileSync(path, bytes);
      expect(() => {
        const index = new AdvisoryIndex(path, publicKeyOf(privateKey));
        for (const { key } of index.all()) expect(key).not.toBe('');
      }).toThrow(IndexFailure);
    }),
    { numRuns: 100 },
  );
});

test("another signer's index is refused, and so is one that is cut off or none", () => {
  const path = written(many);
  const stranger = publicKeyOf(generateKeyPairSync('ed25519').privateKey);
  expect(() => new AdvisoryIndex(path, stranger)).toThrow(/not signed by the trusted key/);
  for (const length of [200, -1]) {
    writeFileSync(path, readFileSync(written(many)).subarray(0, length));
    expect(() => new AdvisoryIndex(path, publicKeyOf(privateKey))).toThrow(/cut off/);
  }
  writeFileSync(path, '{}');
  expect(() => new AdvisoryIndex(path, publicKeyOf(privateKey))).toThrow(/no advisory index/);
});

test('advisories that share a name, also over a third, are one', () => {
  const named = (id: string, aliases: string[], score: number | null, to: string): Advisory => ({
    ...one,
    id,
    aliases,
    score,
    severity: score === null ? null : 'high',
    affected: { spans: [{ from: '0', to: { version: to, inclusive: false } }], versions: [] },
  });
  const all = [
    named('GHSA-aaaa', ['CVE-1'], 7.5, '2.0.0'),
    named('PYSEC-1', ['CVE-2'], null, '2.1.0'),
    named('OSV-1', ['CVE-1', 'CVE-2'], null, '2.0.0'),
    named('GHSA-bbbb', [], 8, '1.5.0'),
  ];
  const index = new AdvisoryIndex(written(new Map([['x', all]])), publicKeyOf(privateKey));
  expect(new Advisories(index, null).of('npm', 'x', '1.0.0')).toMatchObject([
    { name: 'CVE-1', names: ['CVE-1', 'CVE-2', 'GHSA-aaaa', 'OSV-1', 'PYSEC-1'], score: 7.5, fix: '2.1.0' },
    { name: 'GHSA-bbbb', fix: '1.5.0' },
  ]);
});
