import type { Example } from '../../engine/rule.ts';

/** A repository with a workflow and these files. */
export const repositoryWith = (files: Example = {}): Example => ({
  '.github/workflows/ci.yml': 'on: push\njobs: {}\n',
  ...files,
});

/** An exported ruleset of GitHub with one pull request rule changed. */
export const rulesetWith = (
  changes: Readonly<Record<string, unknown>>,
  rules: readonly unknown[] = [],
): Example =>
  repositoryWith({
    '.github/rulesets/main.json': JSON.stringify({
      name: 'main',
      target: 'branch',
      enforcement: 'active',
      conditions: { ref_name: { include: ['~DEFAULT_BRANCH'], exclude: [] } },
      bypass_actors: [],
      rules: [
        {
          type: 'pull_request',
          parameters: {
            required_approving_review_count: 2,
            dismiss_stale_reviews_on_push: true,
            require_code_owner_review: true,
            require_last_push_approval: true,
          },
        },
        { type: 'non_fast_forward' },
        { type: 'deletion' },
        { type: 'required_status_checks', parameters: { required_status_checks: [{ context: 'ci' }] } },
        ...rules,
      ],
      ...changes,
    }),
  });
