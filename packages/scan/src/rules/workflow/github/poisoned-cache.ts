import { at } from '../../../yaml/yaml.ts';
import { sha, stepsOn } from '../examples.ts';
import { actionOf, inputOf, type Job, type Step, type Workflow } from '../workflow-file.ts';
import { workflowRule } from '../workflow-rule.ts';

/** Actions that restore a cache, and what decides it. Source: the actions' own documentation. */
const caching: Readonly<Record<string, (step: Step) => boolean>> = {
  'actions/cache': (step) => inputOf(step, 'lookup-only') !== 'true',
  'actions/cache/restore': () => true,
  'actions/setup-node': (step) => isSet(step, 'cache') || inputOf(step, 'package-manager-cache') === 'true',
  'actions/setup-python': (step) => isSet(step, 'cache'),
  'actions/setup-java': (step) => isSet(step, 'cache'),
  'actions/setup-dotnet': (step) => inputOf(step, 'cache') === 'true',
  'actions/setup-go': (step) => inputOf(step, 'cache') !== 'false',
  'swatinem/rust-cache': (step) => inputOf(step, 'lookup-only') !== 'true',
  'ruby/setup-ruby': (step) => inputOf(step, 'bundler-cache') === 'true',
  'astral-sh/setup-uv': (step) => inputOf(step, 'enable-cache') !== 'false',
  'pnpm/action-setup': (step) => inputOf(step, 'cache') === 'true',
  'oven-sh/setup-bun': (step) => inputOf(step, 'no-cache') !== 'true',
  'gradle/actions/setup-gradle': (step) => inputOf(step, 'cache-disabled') !== 'true',
  'docker/setup-buildx-action': (step) => inputOf(step, 'cache-binary') !== 'false',
  'pyo3/maturin-action': (step) => isSet(step, 'sccache'),
  'ramsey/composer-install': (step) => !/^(true|yes|1)$/.test(inputOf(step, 'ignore-cache') ?? ''),
  'mozilla-actions/sccache-action': () => true,
  'actions-rust-lang/setup-rust-toolchain': (step) => inputOf(step, 'cache') !== 'false',
};

const isSet = (step: Step, name: string): boolean => !/^(false|)$/.test(inputOf(step, name) ?? '');

const publishing =
  /^(softprops\/action-gh-release|pypa\/gh-action-pypi-publish|goreleaser\/goreleaser-action|ncipollo\/release-action|actions\/create-release|actions\/attest-build-provenance|release-drafter\/release-drafter|svenstaro\/upload-release-action|rubygems\/release-gem|docker\/build-push-action|changesets\/action|jreleaser\/release-action)/;
const publishes =
  /\b(npm|pnpm|yarn|bun|cargo|poetry|uv|hatch|flit|pdm|twine|gem)\s+(publish|upload|push)\b|\bgh\s+release\s+(create|upload)\b/;

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
  ],
  good: [
    stepsOn('push', `- uses: actions/cache@${sha}`),
    stepsOn('release', `- uses: astral-sh/setup-uv@${sha}`, '  with: {enable-cache: false}'),
  ],
  references: [
    'https://adnanthekhan.com/2024/05/06/the-monsters-in-your-build-cache-github-actions-cache-poisoning/',
  ],
  find(workflow, report) {
    for (const job of workflow.jobs) {
      if (!isRelease(workflow) && !isPublisher(job)) continue;
      for (const step of job.steps)
        if (caching[actionOf(step.uses)]?.(step))
          report(step.uses, `\`${actionOf(step.uses)}\` restores what other workflows left`);
    }
  },
});

/** Started by a release, by tags, or by a branch named for releases. */
function isRelease({ events }: Workflow): boolean {
  const push = events.get('push') ?? null;
  return events.has('release') || at(push, 'tags') !== null;
}

const isPublisher = ({ steps }: Job): boolean =>
  steps.some(
    (step) =>
      (publishing.test(actionOf(step.uses)) &&
        inputOf(step, 'push') !== 'false' &&
        !(actionOf(step.uses) === 'docker/build-push-action' && inputOf(step, 'push') === null)) ||
      publishes.test(step.run?.text ?? ''),
  );
