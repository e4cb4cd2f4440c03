import { jobWith, workflowWith } from '../examples.ts';
import { selfHostedOf } from '../self-hosted.ts';
import { workflowRule } from '../workflow-rule.ts';

export const selfHostedRunner = workflowRule({
  id: 'workflow/self-hosted-runner',
  title: 'Job on a machine of your own',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-829'],
  optional: true,
  what: 'A job runs on a self-hosted runner.',
  why: 'What one job leaves behind, the next one finds; and it stands in your network.',
  fix: 'Use runners that are thrown away after one job, and keep them away from public repositories.',
  aliases: ['self-hosted-runner'],
  bad: [
    workflowWith('on: push', 'jobs:', '  a:', '    runs-on: [self-hosted, linux]', '    steps: []'),
    workflowWith(
      'on: push',
      'jobs:',
      '  a:',
      `    runs-on: \${{ matrix.os }}`,
      '    strategy: {matrix: {os: [self-hosted, ubuntu-24.04]}}',
      '    steps: []',
    ),
  ],
  good: [jobWith('steps: []')],
  references: [
    'https://docs.github.com/actions/reference/security/secure-use#hardening-for-self-hosted-runners',
  ],
  find({ jobs }, report, file) {
    for (const job of jobs) report(selfHostedOf(job, file), 'It runs on a machine of your own');
  },
});
