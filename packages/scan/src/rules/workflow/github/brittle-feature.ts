import { at, placedText, type Yaml } from '../../../yaml/yaml.ts';
import { sha, stepsWith } from '../examples.ts';
import { actionOf } from '../workflow-file.ts';
import { workflowRule } from '../workflow-rule.ts';

export const brittleFeature = workflowRule({
  id: 'workflow/brittle-feature',
  title: 'Feature that nobody can check',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-1076'],
  what: 'A workflow runs scripts by `cmd`, or has `actions/setup-python` install packages by `pip-install`.',
  why: 'The language of `cmd` has no grammar, so that neither people nor tools see what a value does to a line; and packages of `pip-install` land outside of any environment or lock.',
  fix: 'Use `pwsh` or `bash`, and install into a virtual environment from a lockfile.',
  aliases: ['misfeature'],
  bad: [
    stepsWith('- run: echo hi', '  shell: cmd'),
    stepsWith(`- uses: actions/setup-python@${sha}`, '  with: {pip-install: -r requirements.txt}'),
  ],
  good: [
    stepsWith('- run: echo hi', '  shell: pwsh'),
    stepsWith(`- uses: actions/setup-python@${sha}`, '  with: {python-version: 3.13}'),
  ],
  references: ['https://github.com/actions/setup-python/issues/1201'],
  find({ yaml, jobs }, report) {
    for (const one of [yaml, ...jobs.map((job) => job.yaml)])
      report(cmdOf(at(one, 'defaults', 'run')), 'Scripts are run by `cmd`');
    for (const step of jobs.flatMap(({ steps }) => steps)) {
      report(cmdOf(step.yaml), 'The script is run by `cmd`');
      if (actionOf(step.uses) === 'actions/setup-python')
        report(
          step.inputs.get('pip-install') ?? null,
          'Packages are installed for everything on the machine',
        );
    }
  },
});

function cmdOf(yaml: Yaml | null) {
  const shell = placedText(at(yaml, 'shell'));
  return shell && /^cmd(\.exe)?(\s|$)/i.test(shell.text) ? shell : null;
}
