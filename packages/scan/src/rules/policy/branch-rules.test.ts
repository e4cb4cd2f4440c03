import { expect, test } from 'vitest';
import { SourceFile } from '../../engine/file.ts';
import { projectOf } from '../../engine/project.ts';
import { branchRulesOf } from './branch-rules.ts';

const rulesOf = (files: Readonly<Record<string, string>>) =>
  branchRulesOf(
    projectOf(
      [],
      Object.keys(files),
      true,
      (path) => new SourceFile(path, files[path] ?? ''),
      { internalPackages: [], minReleaseAgeDays: 0, now: new Date(0) },
      null,
    ),
  );
const ruleset = (include: string, ...rules: unknown[]) =>
  JSON.stringify({
    target: 'branch',
    enforcement: 'active',
    conditions: { ref_name: { include: [include], exclude: [] } },
    rules,
  });
const review = { type: 'pull_request', parameters: { required_approving_review_count: 2 } };

test('rulesets that are in force act together', () => {
  const all = rulesOf({
    '.github/rulesets/checks.json': ruleset('~DEFAULT_BRANCH', { type: 'required_status_checks' }),
    '.github/rulesets/review.json': ruleset('refs/heads/main', review),
  });
  expect(all.map(({ file, reviewers, hasChecks }) => [file.path, reviewers, hasChecks])).toEqual([
    ['.github/rulesets/review.json', 2, true],
  ]);
});

test('rulesets of other branches and of tags say nothing about the one that is released', () => {
  expect(rulesOf({ 'rulesets/a.json': ruleset('refs/heads/feature/*', { type: 'deletion' }) })).toEqual([]);
  expect(rulesOf({ 'rulesets/a.json': ruleset('~ALL', review).replace('"branch"', '"tag"') })).toEqual([]);
});

test('an export of several is taken apart, and a file that is none is passed over', () => {
  expect(rulesOf({ 'rulesets/a.json': `[${ruleset('~ALL', review)}, 1]` })).toHaveLength(1);
  expect(rulesOf({ 'rulesets/a.json': '{', 'rulesets/b.json': 'null' })).toEqual([]);
});

test('the branches of the app Settings are read', () => {
  const text = `branches:
  - name: main
    protection:
      required_pull_request_reviews: {required_approving_review_count: 1, require_code_owner_reviews: true}
      required_status_checks: {strict: true, contexts: [ci]}
      enforce_admins: true
  - name: old
`;
  const all = rulesOf({ '.github/settings.yml': text });
  expect(
    all.map(({ reviewers, asksOwners, hasChecks, exempt }) => [reviewers, asksOwners, hasChecks, exempt]),
  ).toEqual([[1, true, true, []]]);
});
