import { fileRule } from '../../../engine/rule.ts';
import { at, isTrue } from '../../../yaml/yaml.ts';
import { pipelineOf } from '../pipeline-file.ts';

export const debugTrace = fileRule({
  id: 'workflow/debug-trace',
  title: 'Log that shows every secret',
  severity: 'high',
  confidence: 'certain',
  weakness: ['CWE-532'],
  kind: 'security',
  what: 'A GitLab pipeline sets `CI_DEBUG_TRACE` or `CI_DEBUG_SERVICES`.',
  why: 'The log then shows all variables and secrets of the job, to whoever may read logs.',
  fix: 'Take it out; set it by hand for one run, and delete its log.',
  bad: [{ '.gitlab-ci.yml': 'test:\n  variables: {CI_DEBUG_TRACE: "true"}\n  script: [a]\n' }],
  good: [{ '.gitlab-ci.yml': 'test:\n  variables: {CI_DEBUG_TRACE: "false"}\n  script: [a]\n' }],
  references: ['https://docs.gitlab.com/ci/variables/variables_troubleshooting/#enable-debug-logging'],
  wants: ['pipeline'],
  check(file, report) {
    for (const scope of pipelineOf(file).scopes)
      for (const name of ['CI_DEBUG_TRACE', 'CI_DEBUG_SERVICES']) {
        const value = at(scope, 'variables', name);
        if (value && isTrue(value))
          report({ start: value.start, end: value.end, message: `\`${name}\` prints every secret` });
      }
  },
});
