import { fileRule } from '../../engine/rule.ts';
import { lockReader } from '../../lockfile/lock-reader.ts';

export const unreadableLockfile = fileRule({
  id: 'package/unreadable-lockfile',
  title: 'Lockfile that cannot be read',
  severity: 'high',
  confidence: 'certain',
  weakness: ['CWE-1104'],
  kind: 'functionality',
  what: 'A lockfile is broken: a merge left its marks, or it was cut off.',
  why: 'Package managers refuse it or silently make a new one, and what stands behind the break is looked up by nobody.',
  fix: 'Restore it from the branch you merge into and install again; do not mend lockfiles by hand.',
  bad: [
    {
      'package-lock.json':
        '{"lockfileVersion": 3, "packages": {\n<<<<<<< HEAD\n"node_modules/a": {"version": "1.0.0"}\n=======\n',
    },
    { 'yarn.lock': 'a@^1:\n  version "1.0.0"\n\n<<<<<<< HEAD\nb@^1:\n  version "1.0.0"\n=======\n' },
    { 'poetry.lock': '<<<<<<< HEAD\n[[package]]\nname = "a"\n' },
  ],
  good: [
    { 'package-lock.json': '{"lockfileVersion": 3, "packages": {}}' },
    { 'yarn.lock': '# yarn lockfile v1\n\n\na@^1:\n  version "1.0.0"\n' },
    { 'poetry.lock': '# This file is made by Poetry.\npackage = []\n' },
  ],
  wants: ['lockfile'],
  check(file, report) {
    const problem = file.tree(lockReader)?.problem;
    if (!problem) return;
    const isMerge = /^(<<<<<<<|=======|>>>>>>>) ?/m.test(file.text.slice(problem.at, problem.at + 20));
    report({
      start: problem.at,
      end: problem.at,
      message: isMerge
        ? 'a merge left its marks in the lockfile'
        : `the lockfile cannot be read from here: ${problem.message}`,
      identity: 'unreadable',
    });
  },
});
