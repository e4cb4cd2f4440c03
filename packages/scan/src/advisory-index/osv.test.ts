import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isAffected, nearestFix } from './affected.ts';
import { readOsv } from './osv.ts';
import { compareVersions } from './version-order.ts';

const document = (parts: object, affected: object = {}) => ({
  id: 'GHSA-aaaa-bbbb-cccc',
  modified: '2026-01-01T00:00:00Z',
  affected: [
    {
      package: { ecosystem: 'npm', name: 'x' },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }] }],
      ...affected,
    },
  ],
  ...parts,
});
const advisoryOf = (value: unknown) => readOsv(value)?.advisories[0]?.advisory;

test('severity comes from the newest vector, else from the word of the database, else nowhere', () => {
  const vectors = [
    { type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' },
    { type: 'CVSS_V4', score: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:L/SC:N/SI:N/SA:N' },
  ];
  expect(advisoryOf(document({ severity: vectors }))).toMatchObject({ severity: 'medium', score: 6.9 });
  expect(
    advisoryOf(document({ severity: [{ score: 'oops' }], database_specific: { severity: 'MODERATE' } })),
  ).toMatchObject({ severity: 'medium', score: null });
  expect(advisoryOf(document({}))).toMatchObject({ severity: null, score: null });
});

test('what was withdrawn, and what other ecosystems have, is left out', () => {
  expect(readOsv(document({ withdrawn: '2026-01-02T00:00:00Z' }))?.advisories).toEqual([]);
  expect(readOsv(document({}, { package: { ecosystem: 'crates.io', name: 'x' } }))?.advisories).toEqual([]);
});

test('malware is told by its id, or by the weakness it is filed under', () => {
  expect(advisoryOf(document({ id: 'MAL-2025-1' }))).toMatchObject({ malicious: true, weaknesses: [506] });
  expect(advisoryOf(document({ database_specific: { cwe_ids: ['CWE-506'] } }))?.malicious).toBe(true);
  expect(advisoryOf(document({ database_specific: { cwe_ids: ['CWE-79'] } }))?.malicious).toBe(false);
});

test('only versions that no range covers are kept by name', () => {
  const ranges = [{ type: 'ECOSYSTEM', events: [{ introduced: '1.0' }, { fixed: '2.0' }] }];
  const affected = {
    package: { ecosystem: 'PyPI', name: 'X_y' },
    ranges,
    versions: ['1.0', '1.5.0', '2004d'],
  };
  const found = readOsv(document({}, affected))?.advisories[0];
  expect(found).toMatchObject({ name: 'x-y', advisory: { affected: { versions: ['2004d'] } } });
});

type Event = Readonly<Record<string, string>>;
const version = fc.tuple(fc.nat(4), fc.nat(4)).map(([major, minor]) => `${major}.${minor}.0`);
const event = fc
  .tuple(fc.constantFrom('introduced', 'fixed', 'last_affected'), version)
  .map(([kind, at]): Event => ({ [kind]: at }));

/** The evaluation algorithm, word for word. Source: OSV schema. */
function evaluates(events: readonly Event[], installed: string): boolean {
  const compare = (a: string, b: string) => compareVersions('npm', a, b) ?? Number.NaN;
  const at = (one: Event) => Object.values(one)[0] ?? '';
  let vulnerable = false;
  for (const one of [...events].sort((a, b) => compare(at(a), at(b)))) {
    if (one['introduced'] !== undefined && compare(installed, one['introduced']) >= 0) vulnerable = true;
    if (one['fixed'] !== undefined && compare(installed, one['fixed']) >= 0) vulnerable = false;
    if (one['last_affected'] !== undefined && compare(installed, one['last_affected']) > 0)
      vulnerable = false;
  }
  return vulnerable;
}

test('spans say of every version what the events say', () => {
  const distinct = fc.uniqueArray(event, { selector: (one) => Object.values(one)[0], maxLength: 6 });
  fc.assert(
    fc.property(distinct, version, (events, installed) => {
      const found = advisoryOf(document({}, { ranges: [{ type: 'SEMVER', events }] }));
      const is = found ? isAffected('npm', found.affected, installed) : false;
      expect(is).toBe(evaluates(events, installed));
    }),
    { numRuns: 2000 },
  );
});

test('a limit ends a span as far as it is looked at', () => {
  const events = [{ introduced: '1.0.0' }, { limit: '3.0.0' }];
  const affected = advisoryOf(document({}, { ranges: [{ type: 'SEMVER', events }] }))?.affected;
  expect(
    ['0.9.0', '1.0.0', '2.9.9', '3.0.0'].map((one) => affected && isAffected('npm', affected, one)),
  ).toEqual([false, true, true, false]);
});

test('a version from before PEP 440 is older than all that came after', () => {
  const affected = { spans: [{ from: '0', to: { version: '1.0', inclusive: false } }], versions: [] };
  expect(isAffected('PyPI', affected, '2004d')).toBe(true);
  expect(isAffected('npm', affected, '2004d')).toBe(false);
});

test('the fix is the nearest version above that is free of all', () => {
  const span = (from: string, to: string) => ({
    spans: [{ from, to: { version: to, inclusive: false } }],
    versions: [],
  });
  expect(nearestFix('npm', [span('0', '1.2.0'), span('2.0.0', '2.1.0')], '1.0.0')).toBe('1.2.0');
  expect(nearestFix('npm', [span('0', '1.2.0'), span('0', '1.3.0')], '1.0.0')).toBe('1.3.0');
  expect(nearestFix('npm', [span('2.0.0', '2.1.0')], '2.1.0')).toBeNull();
});

test('whatever a document holds, reading it throws nothing', () => {
  const keys = fc.constantFrom(
    'id',
    'affected',
    'package',
    'ecosystem',
    'name',
    'ranges',
    'events',
    'introduced',
    'versions',
    'severity',
    'score',
    'aliases',
    'withdrawn',
    'database_specific',
    '__proto__',
  );
  const values = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 6 },
      fc.constantFrom('npm', 'PyPI', '0', '1.0.0', 'GHSA-x', 'CVSS:3.1/AV:N', null, 7),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(keys, tie('value'), { maxKeys: 6 }),
    ),
  })).value;
  fc.assert(
    fc.property(fc.dictionary(keys, values), (value) => {
      readOsv({ id: 'GHSA-aaaa', ...value });
      readOsv(JSON.parse(`{"id": "GHSA-x", "__proto__": ${JSON.stringify(value)}}`));
    }),
    { numRuns: 1000 },
  );
});

test('an advisory without dates is no older than the year in its id', () => {
  const undated = { modified: '0001-01-01T00:00:00Z', published: '0001-01-01T00:00:00Z' };
  expect(readOsv(document({ id: 'GO-2026-6249', ...undated }))?.modified).toBe('2026-01-01T00:00:00Z');
  expect(readOsv(document(undated))?.modified).toBe('0001-01-01T00:00:00Z');
});
