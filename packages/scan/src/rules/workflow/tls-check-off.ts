import { fileRule } from '../../engine/rule.ts';
import { at, entriesOf, placedText, type Yaml } from '../../yaml/yaml.ts';
import { switchesTlsCheckOff } from '../tls-variable.ts';
import { jobWith } from './examples.ts';
import { pipelineOf } from './pipeline-file.ts';
import { workflowOf } from './workflow-file.ts';

export const workflowTlsCheckOff = fileRule({
  id: 'workflow/tls-check-off',
  title: 'Job that trusts every certificate',
  severity: 'high',
  confidence: 'certain',
  weakness: ['CWE-295'],
  kind: 'security',
  what: 'A variable of a workflow or pipeline switches off the check of certificates (`NODE_TLS_REJECT_UNAUTHORIZED=0`, `GIT_SSL_NO_VERIFY`, …).',
  why: 'Anybody on the way changes what is built, and reads the tokens that are sent.',
  fix: 'Take it out, and give the runner the certificate authority that is missing.',
  bad: [
    jobWith('env:', '  NODE_TLS_REJECT_UNAUTHORIZED: 0', 'steps: []'),
    { '.gitlab-ci.yml': 'variables:\n  GIT_SSL_NO_VERIFY: "true"\n' },
  ],
  good: [jobWith('env:', '  NODE_EXTRA_CA_CERTS: ours.pem', 'steps: []')],
  wants: ['workflow', 'pipeline'],
  check(file, report) {
    const environments: (Yaml | null)[] = [];
    if (file.type === 'workflow') {
      const { yaml, jobs } = workflowOf(file);
      environments.push(at(yaml, 'env'));
      for (const job of jobs)
        environments.push(at(job.yaml, 'env'), ...job.steps.map((step) => at(step.yaml, 'env')));
    } else for (const scope of pipelineOf(file).scopes) environments.push(at(scope, 'variables'));
    for (const environment of environments)
      for (const { key, start, end, value } of entriesOf(environment))
        if (switchesTlsCheckOff(key, placedText(value)?.text ?? 'unset'))
          report({ start, end, message: `\`${key}\` has every certificate trusted` });
  },
});
