import { at, entriesOf, placedText } from '../../../yaml/yaml.ts';
import { jobWith } from '../examples.ts';
import { workflowRule } from '../workflow-rule.ts';

export const containerCredentials = workflowRule({
  id: 'workflow/container-credentials',
  title: 'Password of a registry in a workflow',
  severity: 'high',
  confidence: 'certain',
  weakness: ['CWE-798'],
  what: 'The `credentials` of a container or service hold a written-out password.',
  why: 'Whoever reads the repository has it, and history keeps it.',
  fix: `Take it from a secret: \`password: \${{ secrets.REGISTRY_PASSWORD }}\`.`,
  aliases: ['hardcoded-container-credentials'],
  bad: [
    jobWith('container:', '  image: a:1', '  credentials: {username: ann, password: hunter22}', 'steps: []'),
  ],
  good: [
    jobWith(
      'container:',
      '  image: a:1',
      '  credentials:',
      '    username: ann',
      `    password: \${{ secrets.PASSWORD }}`,
      'steps: []',
    ),
  ],
  find({ jobs }, report) {
    for (const { yaml } of jobs) {
      const containers = [
        at(yaml, 'container'),
        ...entriesOf(at(yaml, 'services')).map(({ value }) => value),
      ];
      for (const container of containers) {
        const password = placedText(at(container, 'credentials', 'password'));
        if (password && password.text !== '' && !password.text.includes('${{'))
          report(password, 'The password stands in the file', {
            evidence: 'credentials',
            identity: 'credentials',
            secret: password.text,
          });
      }
    }
  },
});
