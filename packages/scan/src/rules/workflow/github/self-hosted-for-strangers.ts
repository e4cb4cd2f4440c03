import { secureUse, workflowWith } from '../examples.ts';
import { selfHostedOf } from '../self-hosted.ts';
import { workflowRule } from '../workflow-rule.ts';

const on = (event: string, runner: string) =>
  workflowWith(`on: ${event}`, 'permissions: {}', 'jobs:', '  a:', `    runs-on: ${runner}`, '    steps: []');

export const selfHostedForStrangers = workflowRule({
  id: 'workflow/self-hosted-for-strangers',
  title: 'Own machine that runs code of pull requests',
  severity: 'high',
  confidence: 'review',
  weakness: ['CWE-829'],
  what: 'A workflow on `pull_request` runs on a self-hosted runner.',
  why: 'In a public repository anybody can have code run there, and leave something behind for the next job.',
  fix: 'Use hosted runners for pull requests, or runners that are thrown away after one job.',
  aliases: ['self-hosted-runner'],
  bad: [
    on('pull_request', 'self-hosted'),
    on('pull_request', '[self-hosted, linux]'),
    on('pull_request', '{group: ours}'),
  ],
  good: [on('push', 'self-hosted'), on('pull_request', 'ubuntu-24.04')],
  references: secureUse,
  find({ events, jobs }, report, file) {
    if (
      ![...events.keys()].some(
        (event) => event.startsWith('pull_request') || /^(issue|discussion)/.test(event),
      )
    )
      return;
    for (const job of jobs) report(selfHostedOf(job, file), 'Pull requests run on a machine of your own');
  },
});
