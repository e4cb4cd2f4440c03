import { placedText } from '../../../yaml/yaml.ts';
import { secureUse, workflowWith } from '../examples.ts';
import { workflowRule } from '../workflow-rule.ts';

export const writeAll = workflowRule({
  id: 'workflow/write-all',
  title: 'Token that may write everything',
  severity: 'high',
  confidence: 'certain',
  weakness: ['CWE-250'],
  what: 'A workflow or job has `permissions: write-all`.',
  why: 'Any action it uses can push code, publish releases and change settings.',
  fix: 'Start from `permissions: {}` and give each job what it needs.',
  aliases: ['excessive-permissions'],
  bad: [workflowWith('on: push', 'permissions: write-all', 'jobs: {}')],
  good: [workflowWith('on: push', 'permissions:', '  contents: read', 'jobs: {}')],
  references: secureUse,
  find({ permissions, jobs }, report) {
    for (const one of [permissions, ...jobs.map((job) => job.permissions)])
      if (placedText(one)?.text === 'write-all') report(one, 'The token may write everything');
  },
});
