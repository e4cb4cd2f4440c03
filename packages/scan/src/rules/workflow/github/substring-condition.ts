import { stepsWith } from '../examples.ts';
import { conditionsOf } from '../workflow-file.ts';
import { workflowRule } from '../workflow-rule.ts';

export const substringCondition = workflowRule({
  id: 'workflow/substring-condition',
  title: 'Condition that part of a name meets',
  severity: 'medium',
  confidence: 'certain',
  weakness: ['CWE-185'],
  what: "A condition asks `contains('main,prod', …)` of a text that somebody chooses.",
  why: 'Any part of the list is in it, too: a branch called `ma`, or a user called `o`, passes.',
  fix: `Compare with a list: \`contains(fromJSON('["main", "prod"]'), github.ref_name)\`.`,
  aliases: ['unsound-contains'],
  bad: [stepsWith("- if: contains('main,prod', github.ref_name)", '  run: deploy')],
  good: [stepsWith(`- if: contains(fromJSON('["main", "prod"]'), github.ref_name)`, '  run: deploy')],
  references: ['https://docs.github.com/actions/reference/workflows-and-actions/expressions#contains'],
  find(workflow, report) {
    for (const condition of conditionsOf(workflow)) {
      const [, asked] =
        /\bcontains\(\s*'[^']*'\s*,\s*((?:github|env|inputs|needs|steps|vars|matrix|runner)\b[^)]{0,80})\)/i.exec(
          condition.text,
        ) ?? [];
      if (asked === undefined) continue;
      const isChosen =
        /^(github\.(actor|triggering_actor|head_ref|ref|ref_name|base_ref|event\.)|env\.(github_)?(actor|ref|head|base)|inputs|needs|steps)/i.test(
          asked,
        );
      report(
        condition,
        `Part of the list is enough for \`${asked.trim()}\``,
        isChosen ? {} : { severity: 'low', confidence: 'review' },
      );
    }
  },
});
