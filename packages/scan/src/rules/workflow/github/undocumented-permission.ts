import { entriesOf, textOf } from '../../../yaml/yaml.ts';
import { workflowWith } from '../examples.ts';
import { workflowRule } from '../workflow-rule.ts';

const withPermission = (line: string) =>
  workflowWith('on: push', 'permissions:', `  ${line}`, 'jobs:', '  a: {runs-on: x, steps: []}');

export const undocumentedPermission = workflowRule({
  id: 'workflow/undocumented-permission',
  title: 'Permission that nobody explains',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-1053'],
  optional: true,
  what: 'A permission other than `contents: read` has no comment that says what it is for.',
  why: 'Nobody dares take it away when the step that needed it is gone.',
  fix: 'Write the reason behind it: `id-token: write # trusted publishing`.',
  aliases: ['undocumented-permissions'],
  bad: [withPermission('issues: write')],
  good: [withPermission('issues: write # labels new ones'), withPermission('contents: read')],
  find({ permissions, jobs }, report, file) {
    for (const entry of [permissions, ...jobs.map((job) => job.permissions)].flatMap(entriesOf)) {
      const value = textOf(entry.value);
      const line = file.line(file.positionAt(entry.start).line);
      if (value !== 'none' && !(entry.key === 'contents' && value === 'read') && !/\s#/.test(line))
        report(entry, `Nothing says what \`${entry.key}\` is for`);
    }
  },
});
