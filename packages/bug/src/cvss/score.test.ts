import { expect, test } from 'vitest';
import { parseVector } from './parse.ts';
import { type CvssScore, scoreVector } from './score.ts';
import { macroScores } from './v4-macro-scores.ts';

function scoreOf(text: string): CvssScore {
  const parsed = parseVector(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return scoreVector(parsed.vector);
}

// The worked examples of the CVSS 2.0 guide, §3.3.
test.each([
  ['AV:N/AC:L/Au:N/C:N/I:N/A:C', { base: 7.8, impact: 6.9, exploitability: 10, temporal: null }],
  ['AV:N/AC:L/Au:N/C:N/I:N/A:C/E:F/RL:OF/RC:C', { overall: 6.4, temporal: 6.4, environmental: null }],
  ['AV:L/AC:H/Au:N/C:C/I:C/A:C', { base: 6.2, impact: 10, exploitability: 1.9 }],
])('2.0: %s', (text, expected) => {
  expect(scoreOf(text)).toMatchObject(expected);
});

test('2.0: an environmental score is not rounded on its way, unlike the 9.2 worked by hand in the guide', () => {
  const text = 'AV:N/AC:L/Au:N/C:N/I:N/A:C/E:F/RL:OF/RC:C/CDP:H/TD:H/CR:M/IR:M/AR:H';
  expect(scoreOf(text)).toMatchObject({ environmental: 9.1, overall: 9.1, adjustedImpact: 10 });
});

test('2.0: an environmental score below zero is 0.0', () => {
  const score = scoreOf('AV:L/AC:H/Au:M/C:P/I:N/A:N/E:ND/RL:ND/RC:ND/CDP:ND/TD:ND/CR:L/IR:ND/AR:ND');
  expect(score).toMatchObject({ environmental: 0, overall: 0, severity: 'none' });
});

test('3.1: a remote, unauthenticated takeover is critical; a scope change lifts it to 10', () => {
  const takeover = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';
  expect(scoreOf(takeover)).toMatchObject({
    base: 9.8,
    severity: 'critical',
    impact: 5.9,
    exploitability: 3.9,
  });
  expect(scoreOf(takeover.replace('S:U', 'S:C'))).toMatchObject({ overall: 10, impact: 6 });
});

test('3.x: without any impact the score is 0.0, whatever the scope', () => {
  const nothing = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:N/I:N/A:N';
  expect(scoreOf(nothing)).toMatchObject({ overall: 0, severity: 'none', impact: 0 });
});

test('3.0 and 3.1 round the same product apart, as their calculators do', () => {
  const text = '/AV:L/AC:L/PR:L/UI:R/S:U/C:H/I:N/A:N/RC:U';
  expect(scoreOf(`CVSS:3.0${text}`)).toMatchObject({ base: 5, temporal: 4.7 });
  expect(scoreOf(`CVSS:3.1${text}`)).toMatchObject({ base: 5, temporal: 4.6 });
});

test('3.x: an environmental metric overrides the reported one and fills the adjusted impact', () => {
  const score = scoreOf('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/MAV:P');
  expect(score).toMatchObject({
    base: 9.8,
    temporal: null,
    environmental: 6.8,
    overall: 6.8,
    adjustedImpact: 5.9,
  });
});

test('4.0: the worst vector is 10.0, one without impact 0.0', () => {
  const base = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N';
  expect(scoreOf(`${base}/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H`)).toEqual({
    version: '4.0',
    overall: 10,
    severity: 'critical',
    macroVector: '000100',
    nomenclature: 'CVSS-B',
  });
  expect(scoreOf(`${base}/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N`)).toMatchObject({ overall: 0, severity: 'none' });
});

test('4.0: threat and environment lower the score and are named with it', () => {
  const base = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N';
  expect(scoreOf(base)).toMatchObject({ overall: 9.3, macroVector: '000200' });
  expect(scoreOf(`${base}/E:U`)).toMatchObject({ overall: 8.1, nomenclature: 'CVSS-BT' });
  expect(scoreOf(`${base}/E:U/MAV:P`)).toMatchObject({ nomenclature: 'CVSS-BTE' });
  expect(scoreOf(`${base}/U:Red`)).toMatchObject({ overall: 9.3, nomenclature: 'CVSS-B' });
});

test('4.0: a milder macro vector never scores higher in the table', () => {
  expect(macroScores.size).toBe(270);
  const milder = [...macroScores].flatMap(([macroVector, score]) =>
    [0, 1, 2, 3, 4, 5].flatMap((place) => {
      const next = `${macroVector.slice(0, place)}${Number(macroVector[place]) + 1}${macroVector.slice(place + 1)}`;
      return (macroScores.get(next) ?? 0) > score ? [`${macroVector} < ${next}`] : [];
    }),
  );
  expect(milder).toEqual([]);
});

test('a vector nobody parsed is a mistake in the program and is said so', () => {
  expect(() => scoreVector({ version: '3.1', metrics: { AV: 'N' } })).toThrow('Make it with parseVector');
  expect(() => scoreVector({ version: '4.0', metrics: { AV: 'N' } })).toThrow('Make it with parseVector');
});
