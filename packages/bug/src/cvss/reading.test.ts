import { expect, test } from 'vitest';
import { diffVectors } from './diff.ts';
import { explainVector } from './explain.ts';
import { formatVector } from './format.ts';
import { type CvssVector, cvssVersions } from './metric.ts';
import { metricTable } from './metric-tables.ts';
import { parseVector } from './parse.ts';

function vectorOf(text: string): CvssVector {
  const parsed = parseVector(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.vector;
}

test('a vector is written in the order of the standard, without what it does not say', () => {
  expect(formatVector(vectorOf('CVSS:3.1/C:H/I:H/A:H/S:U/UI:N/PR:N/AC:L/AV:N/E:X/RL:O'))).toBe(
    'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/RL:O',
  );
});

test('2.0 writes a group whole or not at all', () => {
  expect(formatVector(vectorOf('AV:N/AC:L/Au:N/C:P/I:P/A:P/RL:OF'))).toBe(
    'AV:N/AC:L/Au:N/C:P/I:P/A:P/E:ND/RL:OF/RC:ND',
  );
});

test('a metric is explained in words', () => {
  expect(explainVector(vectorOf('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'))[0]).toEqual({
    group: 'base',
    key: 'AV',
    name: 'Attack Vector',
    value: 'N',
    valueName: 'Network',
    meaning: 'The attacker can be anywhere on the internet.',
  });
});

test('a change of severity names the metrics that changed', () => {
  const before = vectorOf('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H');
  const after = vectorOf('CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H/E:U');
  expect(diffVectors(before, before)).toEqual({ kind: 'same-metrics', versions: null, changes: [] });
  expect(diffVectors(before, after)).toMatchObject({
    changes: [
      { key: 'PR', name: 'Privileges Required', from: 'N', to: 'H', fromName: 'None', toName: 'High' },
      { key: 'E', from: 'X', to: 'U', fromName: 'Not Defined', toName: 'Unproven' },
    ],
  });
});

test('across versions the change says so', () => {
  const v2 = vectorOf('AV:N/AC:L/Au:N/C:P/I:P/A:P');
  const v30 = vectorOf('CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H');
  const v31 = vectorOf('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:L');
  expect(diffVectors(v2, v31)).toEqual({ kind: 'other-metrics', versions: { from: '2.0', to: '3.1' } });
  expect(diffVectors(v30, v31)).toMatchObject({
    versions: { from: '3.0', to: '3.1' },
    changes: [{ key: 'A' }],
  });
});

test('the tables a form is built from have no key twice, and every optional metric begins undefined', () => {
  for (const version of cvssVersions) {
    const { metrics, notDefined } = metricTable(version);
    expect(new Set(metrics.map(({ key }) => key)).size).toBe(metrics.length);
    for (const { group, values } of metrics) {
      expect(new Set(values.map(({ key }) => key)).size).toBe(values.length);
      expect(values[0]?.key === notDefined).toBe(group !== 'base');
    }
  }
});
