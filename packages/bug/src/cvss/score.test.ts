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

// Together with nearly every weight.
test.each([
  ['AV:A/AC:M/Au:N/C:C/I:P/A:N/E:ND/RL:TF/RC:UC/CDP:L/TD:M/CR:M/IR:H/AR:H', 6.4, 5.2, 4.4],
  ['AV:A/AC:M/Au:N/C:N/I:P/A:N/E:POC/RL:U/RC:UC/CDP:L/TD:H/CR:ND/IR:ND/AR:M', 2.9, 2.3, 3.1],
  ['AV:N/AC:M/Au:M/C:C/I:N/A:C/E:F/RL:W/RC:C/CDP:H/TD:L/CR:ND/IR:H/AR:L', 7.3, 6.6, 2],
  ['AV:N/AC:L/Au:N/C:N/I:N/A:P/E:ND/RL:OF/RC:UC/CDP:LM/TD:ND/CR:L/IR:H/AR:M', 5, 3.9, 5.7],
  ['AV:N/AC:L/Au:N/C:P/I:N/A:P/E:ND/RL:TF/RC:ND/CDP:H/TD:L/CR:ND/IR:M/AR:ND', 6.4, 5.8, 2],
  ['AV:L/AC:H/Au:M/C:N/I:C/A:P/E:F/RL:U/RC:C/CDP:L/TD:H/CR:L/IR:L/AR:H', 4.4, 4.2, 3.8],
  ['AV:A/AC:M/Au:S/C:N/I:C/A:N/E:POC/RL:ND/RC:ND/CDP:H/TD:ND/CR:ND/IR:ND/AR:L', 5.2, 4.7, 7.3],
  ['AV:L/AC:H/Au:S/C:C/I:C/A:C/E:ND/RL:ND/RC:UC/CDP:LM/TD:M/CR:H/IR:M/AR:L', 6, 5.4, 5.1],
  ['AV:A/AC:H/Au:M/C:P/I:C/A:N/E:U/RL:TF/RC:C/CDP:LM/TD:M/CR:M/IR:M/AR:L', 4.7, 3.6, 4.1],
  ['AV:A/AC:M/Au:M/C:C/I:C/A:P/E:ND/RL:TF/RC:ND/CDP:MH/TD:ND/CR:L/IR:ND/AR:ND', 6.6, 5.9, 7.2],
  [
    'CVSS:3.0/AV:N/AC:L/PR:L/UI:N/S:U/C:L/I:H/A:H/E:H/RL:T/RC:C/CR:H/IR:H/AR:H/MUI:R/MC:N/MI:L/MA:H',
    8.3,
    8,
    7.5,
  ],
  ['CVSS:3.0/AV:L/AC:H/PR:N/UI:N/S:C/C:L/I:L/A:N/E:U/RC:U/CR:M/IR:M/AR:H/MPR:L/MC:N/MA:L', 4.5, 3.8, 4.2],
  ['CVSS:3.0/AV:P/AC:L/PR:H/UI:R/S:C/C:L/I:H/A:L/RL:U/RC:C/CR:M/AR:M', 6.2, 6.2, 6.2],
  ['CVSS:3.0/AV:N/AC:H/PR:L/UI:R/S:C/C:N/I:H/A:L/E:P/RC:C/CR:L/AR:H/MUI:R/MS:C/MC:L/MA:L', 6.5, 6.2, 6.8],
  ['CVSS:3.0/AV:A/AC:L/PR:N/UI:R/S:U/C:H/I:N/A:L/E:P/CR:H/AR:H/MAV:P/MUI:N', 6.3, 6, 6.3],
  ['CVSS:3.0/AV:N/AC:L/PR:H/UI:R/S:C/C:H/I:N/A:L/RL:W/CR:M/IR:L/AR:H', 6.9, 6.7, 7.1],
  ['CVSS:3.0/AV:A/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:L/E:P/RC:U/CR:M/IR:H/AR:H/MPR:N/MC:L/MI:L', 7.1, 6.2, 5.1],
  ['CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:H/I:L/A:H/E:U/RL:O/RC:R/CR:H/AR:M/MS:C/MI:N/MA:N', 9.6, 8, 7.9],
  [
    'CVSS:3.0/AV:P/AC:L/PR:H/UI:N/S:U/C:L/I:N/A:H/E:H/RC:U/CR:M/IR:L/AR:H/MAV:N/MAC:L/MUI:N/MS:C/MC:L/MA:H',
    4.6,
    4.3,
    8.4,
  ],
  [
    'CVSS:3.0/AV:L/AC:H/PR:H/UI:R/S:U/C:N/I:L/A:H/E:U/RL:O/RC:R/CR:L/IR:M/AR:M/MAV:L/MS:C/MC:L/MI:H/MA:N',
    4.6,
    3.9,
    4.5,
  ],
  [
    'CVSS:3.1/AV:P/AC:H/PR:H/UI:N/S:U/C:N/I:H/A:L/E:U/RL:W/RC:U/CR:L/IR:M/AR:L/MAV:L/MAC:H/MS:U/MI:L',
    4.4,
    3.6,
    2.1,
  ],
  ['CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:N/I:N/A:H/E:P/RC:U/AR:L/MS:C', 7.7, 6.7, 4.7],
  [
    'CVSS:3.1/AV:P/AC:H/PR:N/UI:R/S:C/C:N/I:H/A:H/E:F/RL:O/RC:C/CR:H/IR:L/AR:L/MAV:P/MAC:L/MPR:L/MA:N',
    6.7,
    6.2,
    2.5,
  ],
  ['CVSS:3.1/AV:L/AC:L/PR:H/UI:N/S:C/C:H/I:N/A:N/E:U/RL:U/RC:R/IR:L/MAV:N', 6, 5.3, 6],
  ['CVSS:3.1/AV:A/AC:L/PR:H/UI:N/S:U/C:N/I:L/A:L/E:H/RL:U/RC:C/CR:H/AR:L/MAV:N/MS:C/MC:H', 3.5, 3.5, 9.1],
  [
    'CVSS:3.1/AV:N/AC:H/PR:L/UI:N/S:C/C:L/I:N/A:N/E:U/RL:U/RC:U/CR:M/IR:H/MAC:L/MPR:N/MUI:N/MI:H/MA:L',
    3.5,
    3,
    8.4,
  ],
  [
    'CVSS:3.1/AV:P/AC:L/PR:N/UI:R/S:C/C:N/I:L/A:L/E:U/RL:U/RC:U/CR:L/IR:H/AR:H/MAC:L/MPR:L/MUI:R/MS:C/MC:H/MI:N/MA:N',
    3.7,
    3.1,
    2.3,
  ],
  ['CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:C/C:N/I:L/A:N/E:P/RC:C/CR:L/IR:L/AR:H/MAC:L/MC:N', 4.1, 3.9, 3.1],
  ['CVSS:3.1/AV:P/AC:H/PR:H/UI:R/S:U/C:H/I:L/A:L/RL:W/RC:U/CR:M/AR:M/MAV:N/MPR:L/MUI:N/MI:L', 4.9, 4.4, 5.8],
  ['CVSS:3.1/AV:A/AC:L/PR:H/UI:R/S:U/C:L/I:L/A:L/E:H/RC:U/CR:M/AR:H/MAV:A/MPR:L', 4.1, 3.8, 5],
])('%s scores %f, in time %f, here %f', (text, base, temporal, environmental) => {
  expect(scoreOf(text)).toMatchObject({ base, temporal, environmental, overall: environmental });
});

test('3.x: what matters most here weighs no more than its cap', () => {
  const everything = 'AV:P/AC:H/PR:H/UI:R/S:U/C:H/I:H/A:H/CR:H/IR:H/AR:H';
  expect(scoreOf(`CVSS:3.1/${everything}`)).toMatchObject({ adjustedImpact: 5.9, environmental: 6 });
});

// Together in every level of every equivalence class.
test.each([
  ['CVSS:4.0/AV:P/AC:L/AT:P/PR:L/UI:A/VC:L/VI:H/VA:N/SC:N/SI:H/SA:L/E:U/IR:H/AR:M/MSI:N', '211220', 0.6],
  [
    'CVSS:4.0/AV:N/AC:L/AT:P/PR:H/UI:P/VC:L/VI:N/VA:N/SC:H/SI:L/SA:L/CR:L/IR:L/AR:M/MSI:H/MSA:S',
    '112001',
    6.7,
  ],
  ['CVSS:4.0/AV:A/AC:H/AT:P/PR:N/UI:N/VC:L/VI:H/VA:H/SC:L/SI:L/SA:H', '111100', 7.3],
  [
    'CVSS:4.0/AV:L/AC:H/AT:P/PR:L/UI:P/VC:N/VI:H/VA:L/SC:H/SI:N/SA:L/E:P/CR:M/AR:L/MAC:H/MVI:L/MSC:H/MSI:S',
    '212011',
    2.2,
  ],
  ['CVSS:4.0/AV:P/AC:H/AT:N/PR:H/UI:A/VC:L/VI:H/VA:H/SC:L/SI:N/SA:L/IR:M/AR:L', '211201', 1.8],
  [
    'CVSS:4.0/AV:A/AC:H/AT:N/PR:L/UI:N/VC:H/VI:H/VA:L/SC:H/SI:N/SA:N/IR:L/MAT:N/MUI:N/MVA:H/MSC:L',
    '110200',
    7.4,
  ],
  ['CVSS:4.0/AV:A/AC:L/AT:N/PR:N/UI:N/VC:L/VI:H/VA:L/SC:H/SI:H/SA:N/IR:L/AR:L', '101101', 7.4],
  ['CVSS:4.0/AV:L/AC:H/AT:N/PR:N/UI:N/VC:L/VI:L/VA:N/SC:L/SI:H/SA:N/CR:L/AR:L/MAV:N', '012101', 6.9],
  ['CVSS:4.0/AV:P/AC:L/AT:P/PR:L/UI:P/VC:H/VI:H/VA:L/SC:H/SI:L/SA:L/E:A/CR:L/IR:M/AR:L/MSC:L', '210201', 3.7],
  ['CVSS:4.0/AV:N/AC:H/AT:N/PR:L/UI:N/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N/E:U/CR:L', '110220', 4.6],
] as const)('4.0: %s is in %s and scores %f', (text, macroVector, overall) => {
  expect(scoreOf(text)).toMatchObject({ macroVector, overall });
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
