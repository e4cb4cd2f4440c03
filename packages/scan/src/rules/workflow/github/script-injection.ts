import { at, textOf } from '../../../yaml/yaml.ts';
import { secureUse, stepsOn, stepsWith } from '../examples.ts';
import { actionOf, expressionsIn, isPrivileged, type Step, type Workflow } from '../workflow-file.ts';
import { workflowRule } from '../workflow-rule.ts';

/**
 * Texts that somebody outside chose: titles, bodies, messages, names of branches and people.
 * Source: GitHub docs, script injections.
 */
const chosen =
  /\bgithub\.(event\.(issue|pull_request|comment|review|review_comment|discussion|head_commit|commits|pages|workflow_run|release|changes|milestone|label|project|forkee|check_run|check_suite)\b[\w.*[\]'-]{0,80}\.(title|body|message|email|name|ref|label|default_branch|page_name|head_branch|display_title|description|login|full_name|html_url|homepage)|head_ref|event\.(ref|comment|issue|pull_request)$)|\btojson\(\s*github(\.event(\.\w+)?)?\s*\)/i;
/** The branch that was pushed: somebody with write access named it. */
const semi =
  /\bgithub\.(ref_name|ref|base_ref|event\.(client_payload|inputs)\b[\w.*[\]'-]{0,80}|event\.workflow_run\.[\w.]{0,60}|event\.release\.tag_name)\b|\binputs\.[\w-]{1,80}|\binputs\[|\bgithub\.event\.inputs\[|\bsteps\.[\w-]{1,80}\.outputs\b|\bneeds\.[\w-]{1,80}\.outputs\b|\bmatrix\.[\w-]{1,80}|\benv\.[\w-]{1,80}|\bvars\.[\w-]{1,80}/i;

/** Inputs of actions that are run as code. Source: the actions' own documentation. */
const codeInputs: Readonly<Record<string, readonly string[]>> = {
  'actions/github-script': ['script'],
  'azure/powershell': ['inlinescript'],
  'azure/cli': ['inlinescript'],
  'addnab/docker-run-action': ['run', 'options'],
  'appleboy/ssh-action': ['script'],
  'amadevus/pwsh-script': ['script'],
  'jannekem/run-python-script-action': ['script'],
  'cardinalby/js-eval-action': ['expression'],
  'mikefarah/yq': ['cmd'],
  'nick-fields/retry': ['command'],
  'nick-invision/retry': ['command'],
  'reactivecircus/android-emulator-runner': ['script'],
  'cloudflare/wrangler-action': ['command'],
  'sergeysova/jq-action': ['cmd'],
  'tibdex/backport': ['title_template', 'body_template'],
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
  ],
  good: [
    stepsWith('- run: echo "$TITLE"', '  env:', `    TITLE: \${{ github.event.pull_request.title }}`),
    stepsWith(`- run: echo \${{ github.sha }} \${{ contains(github.event.issue.title, 'x') }}`),
  ],
  references: ['https://docs.github.com/actions/concepts/security/script-injections', ...secureUse],
  find(workflow, report, file) {
    for (const job of workflow.jobs)
      for (const step of job.steps)
        for (const script of scriptsOf(step))
          for (const expression of expressionsIn(file, script)) {
            const [source] = chosen.exec(bare(expression.text)) ?? [];
            if (source !== undefined) {
              report(expression, `\`${source}\` becomes part of the script`);
              continue;
            }
            // Numbers and hashes are GitHub's own words.
            if (/(\.|_)(number|id|sha|run_id|run_number|run_attempt)$/i.test(expression.text)) continue;
            const [doubtful] = semi.exec(bare(expression.text)) ?? [];
            if (doubtful !== undefined && !isKnown(workflow, job.yaml, doubtful, file))
              report(expression, `\`${doubtful}\` becomes part of the script`, {
                // Who may set these may mostly start workflows anyway.
                confidence: 'review',
                severity: isPrivileged(workflow) || /inputs/.test(doubtful) ? 'medium' : 'low',
              });
          }
  },
});

function scriptsOf({ run, uses, inputs }: Step) {
  const names = codeInputs[actionOf(uses)] ?? [];
  const texts = [...inputs].filter(([name]) => names.includes(name.toLowerCase())).map(([, text]) => text);
  return run ? [run, ...texts] : texts;
}

/** Comparisons and tests give true or false, whatever the text; literals are the author's. */
const bare = (expression: string): string =>
  /[=!<>]=?|^!/.test(expression.replace(/'[^']*'/g, "''")) && !/&&|\|\|/.test(expression)
    ? ''
    : expression
        .replace(/'[^']*'/g, "''")
        .replace(
          /\b(contains|startsWith|endsWith|hashFiles|success|failure|always|cancelled)\([^()]{0,300}\)/gi,
          '',
        );

/** A matrix or environment whose values the file itself writes out, and inputs that are a number, a boolean or a choice. */
function isKnown(
  { yaml, environment, jobs }: Workflow,
  job: Parameters<typeof at>[0],
  source: string,
  file: Parameters<typeof expressionsIn>[0],
): boolean {
  const [kind, name = ''] = source
    .toLowerCase()
    .replace(/^github\.event\./, '')
    .split('.');
  if (kind === 'inputs') {
    const declared = ['workflow_dispatch', 'workflow_call']
      .map((event) => at(yaml, 'on', event, 'inputs', name))
      .find((one) => one !== null);
    return /^(boolean|number|choice)$/.test(textOf(at(declared ?? null, 'type')) ?? '');
  }
  if (kind === 'matrix') {
    const matrix = at(job, 'strategy', 'matrix');
    return matrix !== null && expressionsIn(file, matrix).length === 0;
  }
  if (kind === 'env') {
    const all = [
      environment,
      ...jobs.flatMap((one) => [one.environment, ...one.steps.map((step) => step.environment)]),
    ];
    const values = all.flatMap((one) =>
      [...one].filter(([key]) => key.toLowerCase() === name).map(([, value]) => value),
    );
    return (
      values.length > 0 &&
      values.every((value) =>
        expressionsIn(file, value).every(
          ({ text }) => !chosen.test(text) && !/inputs|head_ref|\.event\./.test(text),
        ),
      )
    );
  }
  return false;
}
