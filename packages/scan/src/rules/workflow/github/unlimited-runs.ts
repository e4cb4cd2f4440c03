import { at, entryAt } from '../../../yaml/yaml.ts';
import { stepsOn, workflowWith } from '../examples.ts';
import { workflowRule } from '../workflow-rule.ts';

export const unlimitedRuns = workflowRule({
  id: 'workflow/unlimited-runs',
  title: 'Runs that pile up',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-770'],
  optional: true,
  what: 'A workflow that pushes or pull requests start has no `concurrency` with `cancel-in-progress`.',
  why: 'Every push starts one more; whoever pushes fast uses up the minutes or the runners of all.',
  fix: `Add \`concurrency: {group: "\${{ github.workflow }}-\${{ github.ref }}", cancel-in-progress: true}\`.`,
  aliases: ['concurrency-limits'],
  bad: [
    stepsOn('push', '- run: make'),
    workflowWith('on: pull_request', 'concurrency: a', 'jobs:', '  a: {runs-on: x, steps: []}'),
  ],
  good: [
    workflowWith(
      'on: push',
      'concurrency: {group: a, cancel-in-progress: true}',
      'jobs:',
      '  a: {runs-on: x, steps: []}',
    ),
    stepsOn('workflow_call', '- run: make'),
  ],
  references: [
    'https://docs.github.com/actions/how-tos/write-workflows/choose-when-workflows-run/control-workflow-concurrency',
  ],
  find({ isAction, yaml, events, jobs }, report) {
    if (isAction || !['push', 'pull_request', 'pull_request_target'].some((event) => events.has(event)))
      return;
    const isLimited = (one: Parameters<typeof at>[0]) =>
      at(one, 'concurrency', 'cancel-in-progress') !== null;
    if (isLimited(yaml) || jobs.every((job) => job.uses || isLimited(job.yaml))) return;
    const concurrency = at(yaml, 'concurrency');
    report(
      concurrency ?? entryAt(yaml, 'on'),
      concurrency ? 'Older runs are not ended' : 'Nothing limits its runs',
    );
  },
});
