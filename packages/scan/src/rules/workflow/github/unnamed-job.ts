import { at } from '../../../yaml/yaml.ts';
import { workflowWith } from '../examples.ts';
import { workflowRule } from '../workflow-rule.ts';

export const unnamedJob = workflowRule({
  id: 'workflow/unnamed-job',
  title: 'Job without a name',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-1078'],
  optional: true,
  what: 'A workflow or a job has no `name`.',
  why: 'In lists of checks and in rules that demand them it goes by a file name or key, which the next change renames.',
  fix: 'Give it a `name`.',
  aliases: ['anonymous-definition'],
  bad: [workflowWith('on: push', 'jobs:', '  a: {runs-on: x, steps: []}')],
  good: [workflowWith('name: Test', 'on: push', 'jobs:', '  a: {name: Unit tests, runs-on: x, steps: []}')],
  find({ isAction, yaml, jobs }, report) {
    if (isAction) return;
    if (!at(yaml, 'name')) report({ start: yaml.start, end: yaml.start }, 'The workflow has no name');
    for (const { name, span, yaml: job } of jobs)
      if (!at(job, 'name')) report(span, `\`${name}\` has no name`);
  },
});
