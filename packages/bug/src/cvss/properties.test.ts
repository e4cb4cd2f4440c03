import fc from 'fast-check';
import { expect, test } from 'vitest';
import { severityOfScore } from '../severity.ts';
import { diffVectors } from './diff.ts';
import { explainVector } from './explain.ts';
import { formatVector } from './format.ts';
import { type CvssVector, cvssVersions, isRequired } from './metric.ts';
import { metricTable } from './metric-tables.ts';
import { parseVector, vectorFromChoices } from './parse.ts';
import { scoreVector } from './score.ts';

const anyVector: fc.Arbitrary<CvssVector> = fc.constantFrom(...cvssVersions).chain((version) => {
  const choices = metricTable(version).metrics.map((metric) => {
    const value = fc.constantFrom(...metric.values.map(({ key }) => key));
    return fc.tuple(fc.constant(metric.key), isRequired(metric) ? value : fc.option(value, { nil: '' }));
  });
  return fc.tuple(...choices).map((chosen) => {
    const parsed = vectorFromChoices(version, Object.fromEntries(chosen));
    if (!parsed.ok) throw new Error(parsed.message);
    return parsed.vector;
  });
});

test('reading what was written gives the same vector', () => {
  fc.assert(
    fc.property(anyVector, (vector) => {
      expect(parseVector(formatVector(vector))).toEqual({ ok: true, vector });
    }),
  );
});

test('every vector scores between 0.0 and 10.0, in tenths, with the severity of its score', () => {
  fc.assert(
    fc.property(anyVector, (vector) => {
      const { overall, severity } = scoreVector(vector);
      expect(overall).toBeGreaterThanOrEqual(0);
      expect(overall).toBeLessThanOrEqual(10);
      expect(Number(overall.toFixed(1))).toBe(overall);
      expect(severity).toBe(severityOfScore(overall));
    }),
    { numRuns: 2000 },
  );
});

test('every metric that is defined is explained, and nothing else', () => {
  fc.assert(
    fc.property(anyVector, (vector) => {
      const explained = explainVector(vector);
      expect(Object.fromEntries(explained.map(({ key, value }) => [key, value]))).toEqual(vector.metrics);
    }),
  );
});

test('what changed between two vectors of a version, applied to the first, is the second', () => {
  fc.assert(
    fc.property(anyVector, anyVector, (from, to) => {
      const diff = diffVectors(from, to);
      fc.pre(diff.kind === 'same-metrics');
      const changed = Object.fromEntries(diff.changes.map((change) => [change.key, change.to]));
      const applied = vectorFromChoices(to.version, { ...from.metrics, ...changed });
      expect(applied).toEqual({ ok: true, vector: to });
    }),
  );
});
