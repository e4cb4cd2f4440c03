import { expect, test } from 'vitest';
import { jsonOf, repositoryWith } from '../../test/workspace.ts';

const lock = '{"lockfileVersion": 3, "packages": {"node_modules/ua-parser-js": {"version": "0.7.29"}}}';
const confidences = async (path: string, text: string) => {
  const { document } = await jsonOf(repositoryWith({ [path]: text }), ['--only', 'package']);
  return document.hits.map(({ ruleId, confidence }) => `${ruleId} ${confidence}`).sort();
};

test('a lockfile that a test breaks on purpose asks for review, and one that brings malware does not', async () => {
  expect(await confidences('poetry.lock', 'no lockfile\n')).toEqual(['package/unreadable-lockfile certain']);
  expect(await confidences('tests/fixtures/poetry.lock', 'no lockfile\n')).toEqual([
    'package/unreadable-lockfile review',
  ]);
  expect(await confidences('tests/fixtures/package-lock.json', lock)).toContain(
    'package/malicious-package certain',
  );
});
