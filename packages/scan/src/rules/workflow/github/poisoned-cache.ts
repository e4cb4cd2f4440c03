import { restoresCache } from '../caches.ts';
import { sha, stepsOn } from '../examples.ts';
import { mayRun, publishes, releasesOf } from '../release.ts';
import { actionOf } from '../workflow-file.ts';
import { workflowRule } from '../workflow-rule.ts';

const onTags = '{push: {branches: [main], tags: ["v*"]}}';

export const poisonedCache = workflowRule({
  id: 'workflow/poisoned-cache',
  title: 'Release that is built from a cache',
  severity: 'medium',
  confidence: 'review',
  weakness: ['CWE-349'],
  what: 'A workflow that publishes restores a cache.',
  why: 'Any workflow of the default branch may have filled it, one that strangers start included: what they put there ends up in the release.',
  fix: 'Build releases without caches (`enable-cache: false`, `cache: false`, …).',
  aliases: ['cache-poisoning'],
  bad: [
    stepsOn('release', `- uses: actions/cache@${sha}`, '- run: npm publish'),
    stepsOn('{push: {tags: ["v*"]}}', `- uses: astral-sh/setup-uv@${sha}`, '- run: uv publish'),
    stepsOn(
      'push',
      `- uses: actions/setup-node@${sha} # v4.1.0`,
      '  with: {cache: npm}',
      '- run: npx semantic-release',
    ),
    stepsOn('release', `- uses: actions/setup-node@${sha} # v6.1.0`),
    stepsOn(onTags, "- if: github.ref_type == 'tag'", `  uses: actions/cache@${sha}`),
  ],
  good: [
    stepsOn('push', `- uses: actions/cache@${sha}`),
    stepsOn('release', `- uses: astral-sh/setup-uv@${sha}`, '  with: {enable-cache: false}'),
    stepsOn('release', `- uses: astral-sh/setup-uv@${sha} # v10.0.0`),
    stepsOn('release', `- uses: actions/setup-node@${sha} # v4.1.0`),
    stepsOn(
      onTags,
      `- uses: pyo3/maturin-action@${sha}`,
      `  with: {sccache: "\${{ !startsWith(github.ref, 'refs/tags/') }}"}`,
    ),
    stepsOn(onTags, "- if: github.ref == 'refs/heads/main'", `  uses: actions/cache@${sha}`),
  ],
  references: [
    'https://adnanthekhan.com/2024/05/06/the-monsters-in-your-build-cache-github-actions-cache-poisoning/',
  ],
  find(workflow, report, file) {
    const releases = releasesOf(workflow);
    for (const job of workflow.jobs) {
      // A job that publishes does so whatever starts it.
      const runs = releases.length > 0 ? releases : publishes(job) ? [() => undefined] : [];
      const ofJob = runs.filter((known) => mayRun(job.condition, known));
      for (const step of job.steps)
        if (ofJob.some((known) => mayRun(step.condition, known) && restoresCache(step, file, known)))
          report(step.uses, `\`${actionOf(step.uses)}\` restores what other workflows left`);
    }
  },
});
