import { at, entriesOf, isFalse, itemsOf, textOf, type Yaml } from '../../../yaml/yaml.ts';
import { jobWith } from '../examples.ts';
import { workflowRule } from '../workflow-rule.ts';

export const insecureCommands = workflowRule({
  id: 'workflow/insecure-commands',
  title: 'Log lines that set the environment',
  severity: 'high',
  confidence: 'certain',
  weakness: ['CWE-74', 'CWE-77'],
  what: '`ACTIONS_ALLOW_UNSECURE_COMMANDS` is set.',
  why: 'Whatever prints `::set-env …` to the log, a file name or a title, sets variables for all later steps (CVE-2020-15228).',
  fix: 'Take it out, and write to `$GITHUB_ENV` or `$GITHUB_PATH`.',
  aliases: ['insecure-commands'],
  bad: [jobWith('env:', '  ACTIONS_ALLOW_UNSECURE_COMMANDS: true', 'steps: []')],
  good: [jobWith('env:', '  ACTIONS_ALLOW_UNSECURE_COMMANDS: false', 'steps: []')],
  references: ['https://github.com/advisories/GHSA-mfwh-5m23-j46w'],
  find({ yaml, jobs }, report) {
    const environments: (Yaml | null)[] = [at(yaml, 'env')];
    for (const job of jobs)
      environments.push(
        at(job.yaml, 'env'),
        ...job.steps.map((step) => at(step.yaml, 'env')),
        ...itemsOf(at(job.yaml, 'strategy', 'matrix', 'env')),
      );
    for (const environment of environments)
      for (const entry of entriesOf(environment))
        if (
          entry.key === 'ACTIONS_ALLOW_UNSECURE_COMMANDS' &&
          !isFalse(entry.value) &&
          textOf(entry.value) !== ''
        )
          report(entry, 'Lines of the log become commands');
  },
});
