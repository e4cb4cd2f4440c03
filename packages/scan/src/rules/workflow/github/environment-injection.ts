import { stepsOn } from '../examples.ts';
import { stepsForStrangers } from '../strangers.ts';
import { stepsOf } from '../workflow-file.ts';
import { workflowRule } from '../workflow-rule.ts';

export const environmentInjection = workflowRule({
  id: 'workflow/environment-injection',
  title: 'Text of strangers in the environment file',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-74', 'CWE-77'],
  what: 'A workflow that strangers start writes something computed to `$GITHUB_ENV` or `$GITHUB_PATH`.',
  why: 'A line break in it sets any variable (`LD_PRELOAD`, `NODE_OPTIONS`, `BASH_ENV`) for all later steps: their code runs with your secrets.',
  fix: 'Use `$GITHUB_OUTPUT` and name the output where it is needed.',
  aliases: ['github-env'],
  bad: [
    stepsOn('pull_request_target', '- run: echo "title=$TITLE" >> $GITHUB_ENV'),
    stepsOn('workflow_run', '- run: cat artifact/env >> "$GITHUB_PATH"'),
  ],
  good: [
    stepsOn('pull_request_target', '- run: echo "CI=1" >> $GITHUB_ENV'),
    stepsOn('push', '- run: echo "title=$TITLE" >> $GITHUB_ENV'),
  ],
  references: [
    'https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#setting-an-environment-variable',
  ],
  find(workflow, report) {
    for (const { run } of workflow.isAction ? stepsOf(workflow) : stepsForStrangers(workflow))
      if (run?.text.split('\n').some(writesComputed))
        report(
          run,
          'What is written may hold line breaks',
          workflow.isAction ? { severity: 'medium', confidence: 'review' } : {},
        );
  },
});

/** A line that sends more than a fixed text there. */
function writesComputed(line: string): boolean {
  const [, what, , file] =
    /^(.*?)(>>?|\|\s*(?:tee|Out-File|Add-Content)\b.*?)\s*["']?(\$\{?(?:env:)?(?:GITHUB_ENV|GITHUB_PATH)\b|%GITHUB_(?:ENV|PATH)%)/i.exec(
      line,
    ) ?? [];
  if (what === undefined || file === undefined || /^\s*#/.test(line)) return false;
  return !/^\s*(echo|printf|Write-Output)\s+(-\w+\s+)?("[^"$`%]*"|'[^']*'|[^\s"'$`%]*)\s*$/i.test(
    what.replace(/\s*\|\s*$/, ''),
  );
}
