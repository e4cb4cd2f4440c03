import { stepsOn } from '../examples.ts';
import { conditionsOf, isPrivileged } from '../workflow-file.ts';
import { workflowRule } from '../workflow-rule.ts';

const actor = String.raw`github(?:\.|\[')(?:triggering_)?actor(?:_id)?(?:'\])?`;
const isBot = new RegExp(
  String.raw`${actor}\s*==\s*'?(?:[\w-]+\[bot\]|49699333|29139614)|'(?:[\w-]+\[bot\]|49699333|29139614)'\s*==\s*${actor}`,
  'i',
);

export const botCondition = workflowRule({
  id: 'workflow/bot-condition',
  title: 'Condition that a stranger can meet as a bot',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-290'],
  what: 'A condition trusts `github.actor` to be a bot.',
  why: "The actor is whoever caused the last event: a stranger has the bot push to their fork's pull request, and counts as the bot.",
  fix: 'Ask who opened the pull request: `github.event.pull_request.user.login`.',
  aliases: ['bot-conditions'],
  bad: [
    stepsOn('pull_request_target', "- if: github.actor == 'dependabot[bot]'", '  run: gh pr merge --auto'),
  ],
  good: [
    stepsOn(
      'pull_request_target',
      "- if: github.event.pull_request.user.login == 'dependabot[bot]'",
      '  run: gh pr merge --auto',
    ),
  ],
  references: ['https://labs.boostsecurity.io/articles/weaponizing-dependabot-pwn-request-at-its-finest/'],
  find(workflow, report) {
    const more = isPrivileged(workflow) ? {} : ({ severity: 'low', confidence: 'review' } as const);
    for (const condition of conditionsOf(workflow))
      if (isBot.test(condition.text)) report(condition, 'Whoever has the bot act last is let in', more);
  },
});
