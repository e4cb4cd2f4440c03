import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareVersions } from './version-order.ts';

/** Each before all that follow it. */
function expectOrder(ecosystem: 'npm' | 'PyPI' | 'Go', versions: readonly string[]): void {
  for (const [i, a] of versions.entries())
    for (const [j, b] of versions.entries())
      expect(Math.sign(compareVersions(ecosystem, a, b) ?? Number.NaN), `${a} ${b}`).toBe(Math.sign(i - j));
}

test('npm orders as SemVer §11 says', () => {
  expectOrder('npm', [
    '0',
    '0.0.1',
    '1.0.0-alpha',
    '1.0.0-alpha.1',
    '1.0.0-alpha.beta',
    '1.0.0-beta',
    '1.0.0-beta.2',
    '1.0.0-beta.11',
    '1.0.0-rc.1',
    '1.0.0',
    '1.0.1',
    '1.10.0',
    '2.0.0',
    '99999999999999999999.0.0',
  ]);
  expect(compareVersions('npm', '1.0.0+build.1', 'v1.0.0')).toBe(0);
});

test('PyPI orders as PEP 440 says', () => {
  expectOrder('PyPI', [
    '0',
    '0.9',
    '1.0.dev456',
    '1.0a1',
    '1.0a2.dev456',
    '1.0a12.dev456',
    '1.0a12',
    '1.0b1.dev456',
    '1.0b2',
    '1.0b2.post345.dev456',
    '1.0b2.post345',
    '1.0rc1.dev456',
    '1.0rc1',
    '1.0',
    '1.0+abc.5',
    '1.0+abc.7',
    '1.0+5',
    '1.0.post456.dev34',
    '1.0.post456',
    '1.0.15',
    '1.1.dev1',
    '1!0.1',
  ]);
  for (const [a, b] of [
    ['1.0', '1.0.0'],
    ['1.0-1', '1.0.post1'],
    ['v1.0-Alpha_1', '1.0a1'],
    ['1.0c2', '1.0rc2'],
    ['1.0.r4', '1.0.post4'],
  ] as const)
    expect(compareVersions('PyPI', a, b), `${a} ${b}`).toBe(0);
});

test('Go orders pseudo-versions before the release they lead to, and +incompatible as what it stands for', () => {
  expectOrder('Go', [
    '0.0.0-20170915032832-14c0d48ead0c',
    '0.0.0-20190531164254-6b4d4a2d3a1d',
    '0.0.1',
    '1.2.3-pre.0.20200101000000-abcdefabcdef',
    '1.2.3',
    '1.2.4-0.20200101000000-abcdefabcdef',
    '1.2.4',
    '2.0.0+incompatible',
    '2.0.1',
  ]);
  expect(compareVersions('Go', 'v2.0.0+incompatible', '2.0.0')).toBe(0);
});

test('what is no version has no order', () => {
  for (const text of ['', 'latest', '1.x', '../..', '1.0'.repeat(200)])
    expect(compareVersions('npm', text, '1.0.0')).toBeNull();
  expect(compareVersions('PyPI', '2004d', '1.0')).toBeNull();
});

test('orders are orders', () => {
  const part = fc.nat(3).map(String);
  const release = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('.'));
  const suffix = fc.constantFrom('', 'a1', '.dev1', '.post1', 'rc1.dev2', '+l.1', '-alpha.1', '-1');
  const version = fc.tuple(release, suffix).map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.constantFrom('npm', 'PyPI'), version, version, version, (ecosystem, a, b, c) => {
      const [ab, ba, bc, ac] = (
        [
          [a, b],
          [b, a],
          [b, c],
          [a, c],
        ] as const
      ).map(([x, y]) => compareVersions(ecosystem, x, y));
      if (ab == null || ba == null || bc == null || ac == null) return;
      expect(Math.sign(ab) + Math.sign(ba)).toBe(0);
      if (ab <= 0 && bc <= 0) expect(ac).toBeLessThanOrEqual(0);
    }),
    { numRuns: 1000 },
  );
});
