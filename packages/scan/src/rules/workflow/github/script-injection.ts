import { secureUse, stepsOn, stepsWith } from '../examples.ts';
import { authorOf } from '../injected-text.ts';
import { actionOf, expressionsIn, isPrivileged, type Placed, type Step } from '../workflow-file.ts';
import { workflowRule } from '../workflow-rule.ts';

/** Inputs of actions that are run as code. Source: the actions' own documentation. */
const codeInputs: Readonly<Record<string, readonly string[]>> = {
  '8398a7/action-slack': ['custom_payload'],
  'actions/github-script': ['script'],
  'addnab/docker-run-action': ['run', 'options'],
  'amadevus/pwsh-script': ['script'],
  'appleboy/ssh-action': ['script'],
  'azure/cli': ['inlinescript'],
  'azure/powershell': ['inlinescript'],
  'cardinalby/js-eval-action': ['expression'],
  'cloudflare/wrangler-action': ['command', 'precommands', 'postcommands'],
  'devorbitus/yq-action-output': ['cmd'],
  'gautamkrishnar/blog-post-workflow': ['item_exec'],
  'jannekem/run-python-script-action': ['script'],
  'mikefarah/yq': ['cmd'],
  'nick-fields/retry': ['command'],
  'nick-invision/retry': ['command'],
  'reactivecircus/android-emulator-runner': ['script', 'pre-emulator-launch-script'],
  'sergeysova/jq-action': ['cmd'],
  'skitionek/notify-microsoft-teams': ['overwrite'],
  'tibdex/backport': ['title_template', 'body_template', 'head_template', 'labels_template'],
};

export const scriptInjection = workflowRule({
  id: 'workflow/script-injection',
  title: 'Text of strangers pasted into a script',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-78', 'CWE-94'],
  what: 'A `run` or an inline script contains an expression (`github.event…`) with text that whoever opens an issue or pull request chooses.',
  why: 'The text is pasted before the shell reads it: a title like `"; curl … | sh #` runs with the token and secrets of the job.',
  fix: `Pass it by the environment (\`env: TITLE: \${{ … }}\`) and write "$TITLE" in the script.`,
  aliases: ['template-injection'],
  bad: [
    stepsWith(`- run: echo "\${{ github.event.pull_request.title }}"`),
    stepsWith('- uses: actions/github-script@v8', '  with:', `    script: log("\${{ github.head_ref }}")`),
    stepsOn('workflow_dispatch', `- run: echo \${{ inputs.version }}`),
    stepsWith(`- run: echo "\${{ env.TITLE }}"`, '  env:', `    TITLE: \${{ github.event.issue.title }}`),
    stepsWith(`- run: echo "\${{ (github.event.issue || github.event.pull_request).title }}"`),
  ],
  good: [
    stepsWith('- run: echo "$TITLE"', '  env:', `    TITLE: \${{ github.event.pull_request.title }}`),
    stepsWith(`- run: echo \${{ github.sha }} \${{ contains(github.event.issue.title, 'x') }}`),
    stepsWith(`- run: echo \${{ github.event.issue.title == 'x' && 'yes' || 'no' }}`),
    stepsWith(`- run: echo \${{ github.event.pull_request.user.login }}`),
  ],
  references: ['https://docs.github.com/actions/concepts/security/script-injections', ...secureUse],
  find(workflow, report, file) {
    for (const job of workflow.jobs)
      for (const step of job.steps)
        for (const script of scriptsOf(step))
          for (const expression of expressionsIn(file, script)) {
            const found = authorOf(expression.text, { workflow, job, step, file });
            if (!found) continue;
            const message = `\`${found.source}\` becomes part of the script`;
            if (found.author === 'stranger') report(expression, message);
            else
              report(expression, message, {
                confidence: 'review',
                severity: isPrivileged(workflow) || /\binputs\./.test(found.source) ? 'medium' : 'low',
              });
          }
  },
});

/** What a step runs as code: its `run`, and inputs of actions that are read as a script. */
export function scriptsOf({ run, uses, inputs }: Step): Placed[] {
  const names = codeInputs[actionOf(uses)] ?? [];
  const texts = [...inputs].filter(([name]) => names.includes(name.toLowerCase())).map(([, text]) => text);
  return run ? [run, ...texts] : texts;
}
