import { entriesOf, placedText, textOf } from '../../../yaml/yaml.ts';
import { secureUse, workflowWith } from '../examples.ts';
import { workflowRule } from '../workflow-rule.ts';

export const broadPermissions = workflowRule({
  id: 'workflow/broad-permissions',
  title: 'Every job may write',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-250'],
  what: 'A workflow gives a permission to write, or `read-all`, to all of its jobs.',
  why: 'A job that only tests has the right to push or publish, too, and so has every action it uses.',
  fix: 'Give it to the job that needs it, and `permissions: {}` to the workflow.',
  aliases: ['excessive-permissions'],
  bad: [
    workflowWith(
      'on: push',
      'permissions:',
      '  contents: write',
      'jobs:',
      '  a: {runs-on: x, steps: []}',
      '  b: {runs-on: x, steps: []}',
    ),
  ],
  good: [
    workflowWith(
      'on: push',
      'permissions: {}',
      'jobs:',
      '  a:',
      '    permissions:',
      '      contents: write',
      '    runs-on: x',
    ),
    workflowWith('on: push', 'permissions:', '  contents: write', 'jobs:', '  a: {runs-on: x, steps: []}'),
  ],
  references: secureUse,
  find({ permissions, jobs }, report) {
    const open = jobs.filter((job) => job.permissions === null);
    for (const one of [permissions, ...jobs.map((job) => job.permissions)])
      if (placedText(one)?.text === 'read-all')
        report(one, 'Everything may be read', { severity: 'low', confidence: 'review' });
    // With one job it makes no difference where the permission stands.
    if (open.length === 0 || jobs.length < 2) return;
    for (const entry of entriesOf(permissions)) {
      if (textOf(entry.value) !== 'write') continue;
      if (open.length > 1) report(entry, `Each of ${open.length} jobs has \`${entry.key}: write\``);
      else
        report(entry, `\`${open[0]?.name}\` has \`${entry.key}: write\`, and the next job will`, {
          severity: 'low',
          confidence: 'review',
        });
    }
  },
});
