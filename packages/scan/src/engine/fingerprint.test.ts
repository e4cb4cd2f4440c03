import { lineFingerprint } from '@bugheist/bug/fingerprint';
import { expect, test } from 'vitest';
import { SourceFile } from './file.ts';
import { toolName } from './fingerprint.ts';
import { rawHitsOf } from './raw-hit.ts';
import type { RuleCard } from './rule.ts';
import { everyRule } from './rule-settings.ts';

const rule: RuleCard = {
  id: 'image/twin',
  title: 'A twin',
  severity: 'low',
  confidence: 'certain',
  weakness: [],
  kind: 'security',
  what: '',
  why: '',
  fix: '',
  bad: [],
  good: [],
};

const lines = ['RUN apk add curl', '', 'RUN  apk\tadd curl'];
const findingAt = (file: SourceFile, line: number) => {
  const start = file.lineStarts[line - 1] ?? 0;
  return { rule, file, place: { start, end: start + 3, message: 'again' } };
};
const lineOf = (hit: ReturnType<typeof rawHitsOf>[number] | undefined) =>
  hit?.hit.fingerprints.find(({ scheme }) => scheme === 'line');

test('the line print of a hit is the one the queue computes from the same lines', () => {
  const file = new SourceFile('Dockerfile', lines.join('\n'));
  const [first, second] = rawHitsOf([findingAt(file, 1), findingAt(file, 3)], everyRule);
  const at = { tool: toolName, rule: rule.id, path: file.path };
  expect(lineOf(first)).toEqual(lineFingerprint(at, { lines, line: 1 }));
  // Equal but for white space, so they are twins, and stay apart.
  expect(lineOf(second)).toEqual(lineFingerprint(at, { lines, line: 3 }, 2));
  expect(lineOf(second)).not.toEqual(lineOf(first));
});

test('equal lines of two files are no twins', () => {
  const [one, other] = ['a/Dockerfile', 'b/Dockerfile'].map((path) => new SourceFile(path, lines.join('\n')));
  if (!one || !other) throw new Error('two files');
  const [, second] = rawHitsOf([findingAt(one, 1), findingAt(other, 1)], everyRule);
  const at = { tool: toolName, rule: rule.id, path: other.path };
  expect(lineOf(second)).toEqual(lineFingerprint(at, { lines, line: 1 }));
});
