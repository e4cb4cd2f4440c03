import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseUnorderedVector, parseVector } from './parse.ts';
import { type CvssScore, scoreVector } from './score.ts';

const shared = process.env['BUGHEIST_SHARED'] ?? join(import.meta.dirname, '../../../../../shared');
const folder = join(shared, 'oracles/cvss');

// Vectors of all four versions, scored by others; NaN means that the group is not defined.
describe.skipIf(!existsSync(folder))('every validation vector scores as its authors say', () => {
  test('2.0', () => {
    expect(misses('2.0', '001', stepped)).toEqual([]);
  });

  test('3.0', () => {
    const columns = (vector: string) => {
      const score = scoreText(`CVSS:3.0/${vector}`);
      return score.version === '4.0' ? [] : [score.base, score.temporal, score.environmental];
    };
    expect(misses('3.0', '001', columns)).toEqual([]);
  });

  test('3.1', () => {
    expect(misses('3.1', '001', stepped)).toEqual([]);
  });

  test.each(['001', '002'])('4.0, file %s', (number) => {
    expect(
      misses('4.0', number, (vector) => {
        const score = scoreText(vector);
        return score.version === '4.0' ? [score.macroVector, score.overall] : [];
      }),
    ).toEqual([]);
  });
});

function misses(version: string, number: string, score: (vector: string) => (string | number | null)[]) {
  const text = readFileSync(join(folder, `cvss-${version}-validation-vectors-${number}.txt`), 'utf8');
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  expect(lines.length).toBeGreaterThan(300);
  return lines.flatMap((line) => {
    const [vector = '', ...expected] = line.trim().split(/\s+/);
    const came = score(vector).map(asColumn);
    return came.join(' ') === expected.join(' ') ? [] : `${line} came ${came.join(' ')}`;
  });
}

const asColumn = (one: string | number | null): string =>
  typeof one === 'string' ? one : (one?.toFixed(1) ?? 'NaN');

function stepped(vector: string): (number | null)[] {
  const score = scoreText(vector);
  if (score.version === '4.0') return [];
  const { overall, base, impact, exploitability, temporal, environmental, adjustedImpact } = score;
  return [overall, base, impact, exploitability, temporal, environmental, adjustedImpact];
}

function scoreText(text: string): CvssScore {
  const strict = parseVector(text);
  const parsed = strict.ok || strict.code !== 'out-of-order' ? strict : parseUnorderedVector(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.message}`);
  return scoreVector(parsed.vector);
}
