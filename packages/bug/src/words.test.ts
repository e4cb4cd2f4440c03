import { expect, test } from 'vitest';
import { isAssetType } from './asset.ts';
import { isKind } from './kind.ts';
import { isSeverity, severities, severityOfScore, severityRank } from './severity.ts';
import { isOpen, isState, states } from './state.ts';

test('only the words of the glossary are words', () => {
  for (const isWord of [isAssetType, isKind, isSeverity, isState])
    for (const text of ['', 'Security', 'toString', '__proto__']) expect(isWord(text), text).toBe(false);
  expect([isAssetType('firmware'), isKind('design'), isSeverity('high'), isState('retest')]).not.toContain(
    false,
  );
});

test.each([
  [0, 'none'],
  [0.1, 'low'],
  [3.9, 'low'],
  [4, 'medium'],
  [6.9, 'medium'],
  [7, 'high'],
  [8.9, 'high'],
  [9, 'critical'],
  [10, 'critical'],
] as const)('a score of %f is %s', (score, severity) => {
  expect(severityOfScore(score)).toBe(severity);
});

test('severities sort from none to critical', () => {
  expect([...severities].sort((one, other) => severityRank(one) - severityRank(other))).toEqual(severities);
  expect(severityRank('critical')).toBe(4);
});

test('a state is open or closed', () => {
  expect(states.filter(isOpen)).toEqual(['new', 'needs-info', 'triaged', 'fixing', 'retest']);
});
